import { allMatches } from '../text/all-matches.ts';

const STOP = new Set(
  'a an and are as at be been but by did do does for from had has have how if in into is it its many more most much of on or our over per than that the their them then there these they this those to under was we were what when where which while who whose will with would year years fiscal ended end ending end-of during also compared between both each respectively company companies amount value given please tell'.split(
    ' ',
  ),
);

/** Words that name an operation more often than a row: they count little when rows are matched. */
const OPERATION = new Set(
  'change chang percentage percent average averag mean total sum differ difference increas decreas ratio proport proportion portion growth growth net combin altogether relat represent divid less minu'.split(
    ' ',
  ),
);

const WORD = /[a-z]+(?:&[a-z]+)?|\d+(?:[.,]\d+)*/g;

/**
 * The content words of a text in a normal form: lower case, without the commonest endings, without function words and
 * years. Good for matching a question with row labels, not for showing.
 */
export function contentWords(text: string): string[] {
  const words: string[] = [];
  for (const match of allMatches(text.toLowerCase(), WORD)) {
    const word = match[0];
    if (/^(?:19|20)\d\d$/.test(word) || STOP.has(word)) continue;
    words.push(normalForm(word));
  }
  return words;
}

/** Whether a word in its normal form speaks of the calculation rather than of what is calculated. */
export function isOperationWord(word: string): boolean {
  return OPERATION.has(word);
}

function normalForm(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let form = word;
  if (form.endsWith('ies') && form.length > 4) form = `${form.slice(0, -3)}y`;
  else if (form.endsWith('s') && !/(?:ss|us|is)$/.test(form)) form = form.slice(0, -1);
  if (form.endsWith('ing') && form.length > 6) form = form.slice(0, -3);
  else if (form.endsWith('ed') && form.length > 5) form = form.slice(0, -2);
  if (form.endsWith('e') && form.length > 4) form = form.slice(0, -1);
  return form;
}
