import { segmentSentences, type Validator } from '@plumbline/core';

const RULE = 'FINRA 2210(d)(1)(A)';

/** What is appended where a benefit is claimed and no risk is named. */
export const RISK_DISCLOSURE =
  'Investing involves risk, including the possible loss of principal. Past performance does not guarantee future results.';

/** A benefit of an investment put forward, or advice to act. Reported results of a company are neither. */
const BENEFIT =
  /\b(?:attractive|compelling|promising|excellent|strong)\s+(?:\w+\s+)?(?:investments?|opportunit\w+|yields?|total returns?|upside|buy|valuations?)\b|\b(?:upside|growth|income)\s+potential\b|\b(?:should|would|could|expected to|likely to|set to|poised to)\s+(?:\w+\s+)?(?:outperform|appreciate|deliver (?:strong|higher|superior)|beat the market|rally)\b|\b(?:expected|target|projected|annuali[sz]ed|average annual)\s+(?:total\s+)?returns?\b|\bhigher returns?\b|\b(?:we|i)\s+(?:recommend|suggest|advise)\b|\b(?:you|clients?|investors?)\s+should\s+(?:buy|sell|add|invest|hold|switch|consider buying)\b|\b(?:buy|overweight|outperform)\s+(?:rating|recommendation)\b|\bgood (?:investment|time to (?:buy|invest))\b|\b(?:funds?|ETFs?|portfolios?|strateg(?:y|ies)|annuit(?:y|ies)|REITs?|model|accounts?)\b[^.;]{0,60}\b(?:yields?|pays?|earns?|earned|returned|gained|made)\s+(?:about\s+|roughly\s+|over\s+)?(?:\$\s?)?\d[\d.,]*\s?(?:%|percent\b)?/i;

/** Words that put the risk beside the benefit. */
const RISK =
  /\b(?:risks?|risky|may lose|could lose|loss(?:es)? of (?:principal|capital|value)|lose (?:money|value|principal)|not guaranteed|no guarantee|does not guarantee|volatil\w+|downside|(?:may|might|can|could|will)\s+(?:also\s+)?(?:fall|decline|drop|lag|lose|default|suffer|be cut)|fluctuat\w+|prices? moves?|can go down|fees?|costs?|penalt(?:y|ies)|illiquid)\b/i;

/**
 * Appends the risk disclosure when a text claims a benefit of an investment, or recommends one, and names no risk.
 *
 * Source of the rule: FINRA 2210(d)(1)(A), fair and balanced: a benefit is not shown without its risks.
 */
export const riskDisclosureValidator: Validator = {
  name: 'risk-disclosure',
  stage: 'output',
  check(text, { kind }) {
    const claim = segmentSentences(text).find((sentence) => BENEFIT.test(sentence.text));
    if ((claim === undefined && kind !== 'recommendation') || RISK.test(text)) return [];
    return [
      {
        validator: riskDisclosureValidator.name,
        rule: RULE,
        severity: 'warn',
        action: 'append',
        ...(claim === undefined ? {} : { span: { start: claim.start, end: claim.end }, evidence: claim.text }),
        message: 'Speaks of a benefit without its risks; the disclosure is added.',
        replacement: RISK_DISCLOSURE,
      },
    ];
  },
};
