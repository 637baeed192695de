import { type Entity, linkEntities, type Period } from '@plumbline/core';
import type { DocumentMetadata, LoadedDocument, RawDocument } from '../document.ts';
import { stemOf } from '../source/source-file.ts';
import { lastDayOf, periodIn } from './as-of.ts';
import { type DocumentLabels, type LabelDefaults, parseLabels } from './document-labels.ts';

export interface LabelOptions {
  /** The file's path under what was ingested. */
  readonly name: string;
  /** Epoch milliseconds; the last resort for the date a document speaks of. */
  readonly modifiedMs: number;
  /** The labels of the file beside it (`X.meta.yaml`). */
  readonly sidecar: Readonly<Record<string, unknown>>;
  readonly defaults: LabelDefaults;
  /** The document's id where no label names it. */
  readonly docId: string;
}

export interface LabelledDocument {
  readonly document: LoadedDocument;
  readonly notes: readonly string[];
}

const KNOWN = ['docId', 'title', 'docType', 'asOf', 'date', 'source', 'classification', 'acl'] as const;
/** What retrieval writes into metadata, and what a passage says of its own place. */
const RESERVED = [
  'score',
  'scores',
  'chunk',
  'page',
  'section',
  'table',
  'id',
  'hash_',
  'content_hash',
  'metadata_hash',
];

/**
 * Gives a document its labels: those of the label file beside it, else its own, else the defaults; a record in a file of
 * many comes before the label file, which speaks of all of them. Company, ticker,
 * fiscal year and period are taken from the title where no label names them; the date it speaks of from those.
 *
 * @throws IngestError INVALID_LABELS, INVALID_METADATA
 */
export function labelDocument(raw: RawDocument, options: LabelOptions): LabelledDocument {
  const { defaults, sidecar, name } = options;
  const isRecord = raw.docId !== undefined;
  const labels = parseLabels(isRecord ? { ...sidecar, ...raw.metadata } : { ...raw.metadata, ...sidecar }, defaults);
  const docId = raw.docId ?? labels.docId ?? options.docId;
  const title = (isRecord ? raw.title : undefined) ?? labels.title ?? raw.title ?? stemOf(name);
  const subject = [title, labels.publisher ?? '', stemOf(docId).replaceAll(/[_-]+/gu, ' ')];
  const facts = factsOf(labels, subject);
  const { asOf, note } = asOfFor(labels, facts.named, options.modifiedMs);
  const { extra, dropped } = extraOf(labels);
  const metadata: DocumentMetadata = {
    ...extra,
    ...facts.facts,
    docType: labels.docType ?? 'document',
    asOf,
    classification: labels.classification ?? defaults.classification,
    acl: labels.acl ?? defaults.acl ?? [`tenant:${defaults.tenant}`],
  };
  const source = labels.source ?? labels.url ?? name;
  return {
    document: { docId, title, source, metadata, blocks: raw.blocks },
    notes: [...(raw.notes ?? []), ...(note === undefined ? [] : [note]), ...dropped],
  };
}

interface Facts {
  readonly facts: Pick<DocumentMetadata, 'company' | 'ticker' | 'fiscalYear' | 'period'>;
  readonly named: Period | undefined;
}

function factsOf(labels: DocumentLabels, subject: readonly string[]): Facts {
  const stated = [labels.period, labels.fiscalYear === undefined ? undefined : `FY${labels.fiscalYear}`, labels.date];
  const texts = [...stated.filter((text) => text !== undefined), ...subject];
  const named = texts.map(periodIn).find((period) => period !== undefined);
  const entity = companyIn([labels.ticker, labels.company, ...subject]);
  const company = labels.company ?? entity?.company;
  const ticker = labels.ticker ?? entity?.ticker;
  const fiscalYear = labels.fiscalYear ?? yearOf(named);
  const period = labels.period ?? named?.label;
  return {
    named,
    facts: {
      ...(company === undefined ? {} : { company }),
      ...(ticker === undefined ? {} : { ticker }),
      ...(fiscalYear === undefined ? {} : { fiscalYear }),
      ...(period === undefined ? {} : { period }),
    },
  };
}

/** A date says nothing of a fiscal year: companies end theirs when they like. */
function yearOf(period: Period | undefined): number | undefined {
  return period === undefined || period.kind === 'date' || period.kind === 'month' ? undefined : period.year;
}

function companyIn(texts: readonly (string | undefined)[]): Entity | undefined {
  for (const text of texts) {
    const entity = linkEntities(text ?? '').find(({ ticker }) => ticker !== undefined);
    if (entity !== undefined) return entity;
  }
  return undefined;
}

function asOfFor(
  labels: DocumentLabels,
  named: Period | undefined,
  modifiedMs: number,
): { asOf: string; note?: string } {
  const stated = labels.asOf ?? labels.date;
  if (stated !== undefined && stated.length > 4) return { asOf: stated };
  if (stated !== undefined) return { asOf: `${stated}-12-31` };
  if (named !== undefined) return { asOf: lastDayOf(named) };
  const asOf = new Date(modifiedMs).toISOString().slice(0, 10);
  return {
    asOf,
    note: `No date is known: asOf is the day the file was changed, ${asOf}. Give it as "asOf" in its labels.`,
  };
}

/** Further keys with flat values; LangChain's indexing would not see a change inside of a nested one. */
function extraOf(labels: DocumentLabels): { extra: Record<string, unknown>; dropped: string[] } {
  const extra: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [key, value] of Object.entries(labels)) {
    if (KNOWN.some((known) => known === key) || RESERVED.includes(key)) continue;
    if (isFlat(value)) extra[key] = value;
    else dropped.push(`The label "${key}" was left out: only texts, numbers, true, false and lists of texts are kept.`);
  }
  return { extra, dropped };
}

function isFlat(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}
