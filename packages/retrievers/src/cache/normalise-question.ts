/**
 * What two ways of typing the same question have in common: composed characters, single blanks, no mark at the end. Case
 * stays, because it tells tickers from words ("IT", "ALL").
 */
export function normaliseQuestion(question: string): string {
  return question
    .normalize('NFC')
    .replaceAll(/(?:\s|\u200b|\u200c|\u200d|\ufeff)+/g, ' ')
    .replace(/[ .?!]+$/, '')
    .trimStart();
}
