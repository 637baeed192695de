/** A kind of document: how questions name it, and how indexes call it. */
export interface DocTypeFamily {
  readonly name: string;
  readonly asked: RegExp;
  readonly docType: RegExp;
}

/** The kinds of document that a question can ask for by name. Data, not logic: extend it as sources come. */
export const DOC_TYPE_FAMILIES: readonly DocTypeFamily[] = [
  {
    name: 'filing',
    asked:
      /\b(?:10-?[KQ]s?|8-?Ks?|20-?Fs?|6-?Ks?|DEF ?14A|annual reports?|quarterly reports?|proxy statements?|prospectus(?:es)?|(?:regulatory |SEC )?filings?)\b/i,
    docType: /10-?[kq]|8-?k|20-?f|6-?k|14a|annual|quarterly|proxy|prospectus|filing|earnings/i,
  },
  {
    name: 'research',
    asked:
      /\b(?:research (?:notes?|reports?|papers?)|analyst (?:notes?|reports?)|house views?|price targets?|initiations?)\b/i,
    docType: /research|analyst|house-?view|initiation/i,
  },
  {
    name: 'rate-decision',
    asked: /\b(?:FOMC|rate decisions?|federal funds|monetary policy (?:statements?|decisions?))\b/i,
    docType: /rate|fomc|monetary/i,
  },
  {
    name: 'portfolio',
    asked:
      /\b(?:(?:client|household|account)(?:'s|s'|s)? (?:portfolios?|holdings?|positions?|reviews?)|portfolio reviews?|client memos?)\b/i,
    docType: /portfolio|holding|client|household|account/i,
  },
  {
    name: 'policy',
    asked: /\b(?:(?:firm|house|investment|compliance|suitability) (?:polic(?:y|ies)|procedures?)|restricted lists?)\b/i,
    docType: /policy|procedure|compliance|restricted/i,
  },
];
