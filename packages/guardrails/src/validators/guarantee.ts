import { type Finding, type Sentence, segmentSentences, type Validator } from '@plumbline/core';

const RULE = 'FINRA 2210(d)(1)(B)';

/** What a promise is about: money coming back or growing. A guarantee of a debt or a service is not one. */
const OUTCOME = String.raw`(?:returns?|profits?|gains?|yields?|income|earnings|performance|growth|appreciation|results?|principal|money|investments?|payouts?|outperform\w*|success)`;

const PROMISES: readonly RegExp[] = [
  new RegExp(String.raw`\bguarantee[ds]?\b(?:\s+[\w%.,$-]+){0,5}?\s+${OUTCOME}\b`, 'gi'),
  new RegExp(
    String.raw`\b${OUTCOME}(?:\s+[\w%.,$-]+){0,4}?\s+(?:is|are|be|been|was|were)\s+(?:fully\s+|completely\s+)?guaranteed\b(?!\s+by\b)`,
    'gi',
  ),
  /\bguaranteed\s+to\s+(?:rise|grow|increase|double|outperform|beat|pay|return|earn|make|go up|win)\b/gi,
  /\b(?:can(?:not|['’]t| not)|could(?: not|n['’]t)|will never|won['’]t|impossible to)\s+(?:possibly\s+)?(?:lose|go wrong|fail)\b/gi,
  /\b(?:risk[- ]free|no[- ]risk|zero[- ]risk|without (?:any )?risk)\s+(?:\w+\s+)?(?:investments?|returns?|profits?|income|gains?|opportunit\w+|way)\b/gi,
  /\b(?:there is|carries|bears|has|with|at)\s+(?:absolutely\s+|virtually\s+)?(?:no|zero)\s+risk(?!\s+(?:of|that|factors?|weight\w*|premium))\b/gi,
  /\b(?:assured|certain|promised|sure)\s+(?:\w+\s+){0,2}(?:returns?|profits?|gains?|income)\b/gi,
  /\b(?:will|is|are)\s+(?:certain(?:ly)?|definite(?:ly)?|sure|bound|assured|destined|undoubtedly|always)\s*(?:to\s+)?(?:double|triple|outperform|rise|profit|gain|pay|return|earn|yield|grow|increase|recover|appreciate|deliver|go up|beat the market|make (?:you )?money)\b/gi,
  /\b(?:100|a hundred)\s?(?:%|percent)\s+(?:safe|certain|secure|sure)\b|\balways\s+(?:goes up|rises|pays off|beats|outperforms|makes money)\b|\b(?:sure thing|safe bet|can['’]t[- ]miss|fool[- ]?proof)\b/gi,
  /\b(?:we|i)\s+(?:can\s+)?(?:promise|assure|guarantee)\s+(?:you\s+)?(?:that\s+)?[^.;]{0,60}?(?:%|\bpercent\b|\breturns?\b|\bprofits?\b|\bgains?\b|\bgrow\w*|\brise\b|\bdouble\b)/gi,
];

/** How far into a promise the name of a product may begin: the length of a short first word. */
const FIRST_WORD = 4;

/** A negation or a doubt up to a few words before the promise takes it back. */
const TAKEN_BACK =
  /\b(?:not|no|never|neither|nor|cannot|can['’]?t|isn['’]t|aren['’]t|don['’]t|doesn['’]t|without|nothing|nobody|prohibit\w*|avoid\w*|forbid\w*|beware|if anyone|false|misleading)\b(?:\W+\w+){0,6}\W*$/i;
const TAKEN_BACK_INSIDE =
  /\b(?:not|never|no|cannot|can['’]t|isn['’]t|aren['’]t)\s+(?:be\s+|been\s+)?(?:a\s+|any\s+)?guarantee|guarantee[ds]?\s+(?:neither|no|nothing|nor)\b/i;

/** Products and undertakings that carry the word by name. */
const BY_NAME =
  /\bguaranteed\s+(?:investment\s+contracts?|minimum\s+\w+(?:\s+benefits?)?|interest\s+(?:contracts?|accounts?)|notes?|bonds?|debt|loans?|obligations?|senior|securit\w+|annuit\w+)|\b(?:loan|lease|parent|payment|performance|residual value|debt|government|financial)\s+guarantees?\b|\bguarantor/gi;

/**
 * Finds promises of a return and the like. "Returns are not guaranteed", quoted words, and guarantees of debts or
 * services are no promise. A promise blocks the text.
 *
 * Source of the rule: FINRA 2210(d)(1)(B), no false, exaggerated, unwarranted, promissory or misleading statement.
 */
export const guaranteeValidator: Validator = {
  name: 'guarantee',
  stage: 'output',
  check: (text) => segmentSentences(text).flatMap(findPromise),
};

function findPromise({ text, start }: Sentence): Finding[] {
  const match = PROMISES.flatMap((promise) => [...text.matchAll(promise)]).find((found) => !isHarmless(text, found));
  if (match === undefined) return [];
  return [
    {
      validator: guaranteeValidator.name,
      rule: RULE,
      severity: 'violation',
      action: 'block',
      span: { start: start + match.index, end: start + match.index + match[0].length },
      message: 'Promises a result. Returns may not be guaranteed or made to look certain.',
      evidence: match[0],
    },
  ];
}

function isHarmless(sentence: string, { index, 0: match }: RegExpExecArray): boolean {
  const before = sentence.slice(0, index);
  const named = [...sentence.matchAll(BY_NAME)].some(
    (name) => name.index <= index + FIRST_WORD && index < name.index + name[0].length,
  );
  return named || TAKEN_BACK.test(before) || TAKEN_BACK_INSIDE.test(match) || isQuoted(before);
}

/** Inside quotation marks: words reported, not said. */
function isQuoted(before: string): boolean {
  const straight = (before.match(/"/g) ?? []).length;
  const curly = (before.match(/“/g) ?? []).length - (before.match(/”/g) ?? []).length;
  return straight % 2 === 1 || curly > 0;
}
