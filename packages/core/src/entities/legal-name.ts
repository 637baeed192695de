/** Legal forms at the end of a company's name, "& Co." included. */
const LEGAL_FORM =
  /(?:,?\s(?:Inc(?:orporated|\.)?|Corp(?:oration|\.)?|Compan(?:y|ies)|Co\.?|plc|PLC|Plc|p\.l\.c\.|Ltd\.?|Limited|LLC|L\.?L\.?C\.?|L\.P\.|LP|N\.V\.|S\.A\.|SA|SE|AG|A\/S|SA\/NV|Aktiengesellschaft|National\sAssociation))$/u;
const AND_COMPANY = /,?\s(?:&|and)$/u;

/** The name without article and legal form: "The Gap, Inc." is "Gap", "Merck & Co., Inc." is "Merck". */
export function bareName(name: string): string {
  let bare = name.replace(/^The\s/u, '');
  for (let match = LEGAL_FORM.exec(bare); match !== null && match.index > 0; match = LEGAL_FORM.exec(bare)) {
    bare = bare.slice(0, match.index).replace(AND_COMPANY, '');
  }
  return bare;
}

const LEGAL_TAIL =
  /^(?:\s?,)?\s{1,2}(?:(?:&|and)\s)?(?:Inc(?:orporated)?|Corp(?:oration)?|Compan(?:y|ies)|Co|plc|Ltd|Limited|LLC|N\.V|S\.A|AG|SE|L\.P)(?![\p{L}\d])/iu;

/** The legal form right behind a name in a text: ", Inc.", " Corporation", " & Co."; empty where there is none. */
export function legalTail(text: string, end: number): string {
  const after = text.slice(end, end + 28);
  const tail = LEGAL_TAIL.exec(after)?.[0] ?? '';
  const rest = after.slice(tail.length);
  // The point belongs to the abbreviation unless it ends the sentence.
  return tail !== '' && /^\s?\.(?!\s+\p{Lu}\p{Ll}|\s*$|\s*\n)/u.test(rest)
    ? tail + rest.slice(0, rest.indexOf('.') + 1)
    : tail;
}
