import {
  type CheckContext,
  CLASSIFICATIONS,
  type Classification,
  checkContextSchema,
  isInstructionLike,
  runValidators,
  type Validator,
} from '@plumbline/core';
import { createAccountNumberValidator, createSsnValidator } from '@plumbline/guardrails';
import { type Block, IngestError, type InspectDocument, type LoadedDocument } from '@plumbline/retrievers/ingest';
import { textWindows } from './block-text.ts';

/** Grows when the same text may be classified in another way: then every source is read anew. */
export const CLASSIFIER_VERSION = 1;

/** What is looked for in documents, and how protected one is at the least that has it. */
export interface Detector {
  readonly validator: Validator;
  readonly raisesTo: Classification;
}

export interface ClassifierOptions {
  /** Default: social security numbers raise to restricted, account numbers to confidential. */
  readonly detectors?: readonly Detector[];
  /** Characters of the longest document: all of it must be seen before any of it is indexed. Default: 64 million. */
  readonly maxCharacters?: number;
  /** Told of every document, with what was found. */
  readonly onDocument?: (found: { readonly flags: readonly string[]; readonly isRaised: boolean }) => void;
}

/** The detectors of `@plumbline/guardrails` for identifiers of persons and accounts. */
function defaultDetectors(): Detector[] {
  return [
    { validator: createSsnValidator('retrieved'), raisesTo: 'restricted' },
    { validator: createAccountNumberValidator('retrieved'), raisesTo: 'confidential' },
  ];
}

/**
 * Classifies documents: their labels say how protected they are, and what is found in the text can only raise that. Names
 * of what was found go into `flags`: `pii:ssn`, and `instruction-like` for text that reads as an order to a model,
 * which is indexed as the text that it is, and obeyed by nobody. A detector that fails refuses the document.
 */
export function createClassifier(options: ClassifierOptions = {}): InspectDocument {
  const { detectors = defaultDetectors(), maxCharacters = 64_000_000, onDocument } = options;
  return async (document) => {
    const { blocks, found } = await readDocument(document, { detectors, maxCharacters });
    const { classification: labelled } = document.metadata;
    const classification = strictest([labelled, ...found.raises]);
    const flags = [...found.flags].sort();
    onDocument?.({ flags, isRaised: classification !== labelled });
    const metadata = { ...document.metadata, classification, ...(flags.length === 0 ? {} : { flags }) };
    return { ...document, metadata, blocks };
  };
}

interface Found {
  readonly flags: Set<string>;
  readonly raises: Classification[];
}

interface ReadOptions {
  readonly detectors: readonly Detector[];
  readonly maxCharacters: number;
}

async function readDocument(
  document: LoadedDocument,
  { detectors, maxCharacters }: ReadOptions,
): Promise<{ blocks: Block[]; found: Found }> {
  const blocks: Block[] = [];
  let characters = 0;
  for await (const block of document.blocks) {
    characters += block.kind === 'table' ? block.rows.flat().join('').length : block.text.length;
    if (characters > maxCharacters) throw tooLong(maxCharacters);
    blocks.push(block);
  }
  const found: Found = { flags: new Set(), raises: [] };
  const context = contextFor(document);
  for (const text of textWindows(blocks)) {
    for (const detector of detectors) await detect(detector, text, { context, found });
    if (!found.flags.has('instruction-like') && hasInstructions(text)) found.flags.add('instruction-like');
  }
  return { blocks, found };
}

async function detect(
  { validator, raisesTo }: Detector,
  text: string,
  { context, found }: { context: CheckContext; found: Found },
): Promise<void> {
  const findings = await runValidators([validator], text, context);
  if (findings.some(({ action }) => action === 'block')) throw unclassified(validator.name);
  if (findings.length === 0) return;
  found.flags.add(`pii:${validator.name}`);
  found.raises.push(raisesTo);
}

/** Sentences may run over the ends of lines, and a line may be a sentence. */
function hasInstructions(text: string): boolean {
  const sentences = text.replaceAll(/\s+/gu, ' ').split(/(?<=[.!?])\s/u);
  return [...sentences, ...text.split('\n')].some(isInstructionLike);
}

function strictest(classes: readonly Classification[]): Classification {
  return classes.reduce((worst, next) =>
    CLASSIFICATIONS.indexOf(next) > CLASSIFICATIONS.indexOf(worst) ? next : worst,
  );
}

/** Validators are made for questions: here the service itself is who asks. */
function contextFor({ metadata }: LoadedDocument): CheckContext {
  const tenant = metadata.acl.find((token) => token.startsWith('tenant:'))?.slice('tenant:'.length) ?? 'unknown';
  const principal = {
    tenant,
    id: 'ingest',
    roles: ['service'],
    groups: [],
    businessUnits: [],
    clearance: 'restricted',
    clientIds: [],
  };
  return checkContextSchema.parse({ request: { principal, traceId: 'ingest' }, stage: 'retrieved' });
}

function tooLong(maxCharacters: number): IngestError {
  return new IngestError({
    code: 'TOO_LARGE',
    message: `one document of it is longer than ${maxCharacters} characters, and all of one must be seen to classify it`,
    fix: 'Split the document.',
  });
}

function unclassified(detector: string): IngestError {
  return new IngestError({
    code: 'INVALID_LABELS',
    message: `it could not be classified: the detector ${detector} failed`,
    fix: 'Nothing is indexed that is not classified. Repair the detector, then send the document again.',
  });
}
