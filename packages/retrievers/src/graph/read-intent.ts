import type { GraphQuery } from '@plumbline/core';

type Intent = Pick<GraphQuery, 'template' | 'direction'>;

/** Words that ask for a relation, the narrower before the wider. */
const INTENTS: readonly (readonly [pattern: RegExp, template: Intent['template']])[] = [
  [/\bcorrelat\p{L}*|\bco-?mov\p{L}*|\bmoves?\s+(?:together|in\s+step)\b/iu, 'correlated-securities'],
  [
    /\bown(?:s|ed|ers?|ership)?\b|\bsubsidiar\p{L}*|\bparent\s+compan\p{L}*|\bparents?\s+of\b|['’]s\s+parent\b|\bshareholders?\b|\bstakes?\b|\bcontrolled\s+by\b/iu,
    'ownership-chain',
  ],
  [
    /\bsuppl(?:y|ies|ied|ier|iers)\b|\bvendors?\b|\bcustomers?\s+of\b|\bsells?\s+to\b|\bupstream\b|\bdownstream\b/iu,
    'supply-chain',
  ],
  [
    /\bpeers?\b|\bcompetit\p{L}+|\bcompete\p{L}*|\brivals?\b|\bcomparable\s+(?:compan\p{L}+|issuers?|firms?)|\bsame\s+(?:sector|industry)\b|\b(?:companies|issuers|names)\s+(?:are\s+)?in\s+the\b/iu,
    'sector-peers',
  ],
  [/\bexpos\p{L}*|\bsensitiv\p{L}*/iu, 'exposure-path'],
];

/** Words that ask for an exposure only beside an indicator: "affected by the 10-year Treasury yield". */
const EXPOSURE_TO_INDICATOR =
  /\baffect\p{L}*|\bimpact\p{L}*|\bhit\s+by\b|\bdepend\p{L}*|\brisks?\b|\bhurt\p{L}*|\bbenefit\p{L}*/iu;

const UPSTREAM: Partial<Record<Intent['template'], RegExp>> = {
  'ownership-chain':
    /\bwho\s+owns\b|\bowned\s+by\b|\bowners?\s+of\b|\bparents?\b|\bshareholders?\b|\bcontrolled\s+by\b/iu,
  'supply-chain': /\bsuppliers?\b|\bsupplied\s+by\b|\bwho\s+supplies\b|\bvendors?\b|\bupstream\b/iu,
};
const DOWNSTREAM: Partial<Record<Intent['template'], RegExp>> = {
  'ownership-chain': /\bsubsidiar\p{L}*|\bdoes\b.{0,80}\bown\b|\bowns\s+what\b/iu,
  'supply-chain': /\bcustomers?\b|\bsells?\s+to\b|\bdoes\b.{0,80}\bsupply\b|\bdownstream\b/iu,
};

/** The relation a question asks for, and for chains in which direction; undefined when it asks for none. */
export function readIntent(question: string, { namesIndicator }: { namesIndicator: boolean }): Intent | undefined {
  const found = INTENTS.find(([pattern]) => pattern.test(question))?.[1];
  const template = found ?? (namesIndicator && EXPOSURE_TO_INDICATOR.test(question) ? 'exposure-path' : undefined);
  if (template === undefined) return undefined;
  const [up, down] = [UPSTREAM[template], DOWNSTREAM[template]].map((pattern) => pattern?.test(question) ?? false);
  if (up === down) return { template };
  return { template, direction: up ? 'upstream' : 'downstream' };
}
