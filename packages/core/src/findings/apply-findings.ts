import type { Span } from '../contracts/entity.ts';
import { FINDING_ACTIONS, type Finding, type FindingAction, strictestAction } from '../contracts/finding.ts';
import { applyEdits, type Edit } from '../text/apply-edits.ts';

/** What stands in place of a redacted piece when the finding brings no replacement. */
export const REDACTED = '[REDACTED]';

/** A text after its findings. */
export interface AppliedFindings {
  /** What may be released: empty when the action is `block`. */
  readonly text: string;
  readonly action: FindingAction;
  /** The texts that were appended, each once. */
  readonly disclosures: string[];
  /** Where a span of the original stands in `text`. */
  readonly mapSpan: (span: Span) => Span;
}

/**
 * Does what findings ask of a text: redactions and replacements at their spans, disclosures behind it. A redaction or
 * replacement without a span is for the whole text. Where two overlap, one replacement stands for both, the stricter
 * action's; nothing of either shows. Citation markers inside a replaced piece stay, behind the replacement.
 */
export function applyFindings(text: string, findings: readonly Finding[]): AppliedFindings {
  const action = strictestAction(findings);
  if (action === 'block') return { text: '', action, disclosures: [], mapSpan: () => ({ start: 0, end: 0 }) };
  const markers = [...text.matchAll(MARKER)].map(({ 0: marker, index }) => ({
    text: marker,
    span: { start: index, end: index + marker.length },
  }));
  const edits = merged(findings.flatMap((finding) => editOf(text, markers, finding)));
  const edited = applyEdits(
    text,
    edits.map((edit) => withMarkers(markers, edit)),
  );
  const disclosures = [
    ...new Set(
      findings.flatMap(({ action: asked, replacement }) => (asked === 'append' && replacement ? [replacement] : [])),
    ),
  ];
  return {
    text: [edited.text, ...disclosures.filter((disclosure) => !edited.text.includes(disclosure))].join('\n\n'),
    action,
    disclosures,
    mapSpan: edited.mapSpan,
  };
}

interface RankedEdit extends Edit {
  readonly action: FindingAction;
}

const MARKER = /\[\d{1,4}\]/g;

/** The edit a finding asks for, made wide enough that it cuts no marker in two. */
function editOf(text: string, markers: readonly Edit[], { action, span, replacement }: Finding): RankedEdit[] {
  if (action !== 'redact' && action !== 'replace') return [];
  const start = Math.min(span?.start ?? 0, text.length);
  const end = Math.min(Math.max(span?.end ?? text.length, start), text.length);
  const hit = touching(markers, { start, end });
  return [
    {
      action,
      span: {
        start: Math.min(start, ...hit.map((marker) => marker.span.start)),
        end: Math.max(end, ...hit.map((marker) => marker.span.end)),
      },
      text: replacement ?? (action === 'redact' ? REDACTED : ''),
    },
  ];
}

function touching(markers: readonly Edit[], { start, end }: Span): Edit[] {
  return markers.filter(({ span }) => span.start < end && span.end > start);
}

/** Joins edits that overlap: one gap, one replacement. */
function merged(edits: readonly RankedEdit[]): RankedEdit[] {
  const joined: RankedEdit[] = [];
  for (const edit of edits.toSorted((left, right) => left.span.start - right.span.start)) {
    const last = joined.at(-1);
    if (last === undefined || edit.span.start >= last.span.end) {
      joined.push(edit);
      continue;
    }
    const stricter = rank(edit.action) > rank(last.action) ? edit : last;
    joined[joined.length - 1] = {
      ...stricter,
      span: { start: last.span.start, end: Math.max(last.span.end, edit.span.end) },
    };
  }
  return joined;
}

function rank(action: FindingAction): number {
  return FINDING_ACTIONS.indexOf(action);
}

/** The markers of a replaced piece stay, behind the replacement. */
function withMarkers(markers: readonly Edit[], { span, text }: Edit): Edit {
  const kept = touching(markers, span).map((marker) => ` ${marker.text}`);
  return { span, text: `${text}${kept.join('')}` };
}
