/** Cuts a text that a service would refuse for its length, after the last whole word that fits. */
export function shorten(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const cut = text.slice(0, maxCharacters + 1);
  const end = cut.search(/\s\S*$/);
  // A single endless word is cut anywhere but within a pair of surrogates.
  return end > 0 ? cut.slice(0, end) : cut.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, '');
}
