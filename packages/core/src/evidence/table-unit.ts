const SCALE = '(?:thousands|millions|billions|trillions)';
const UNIT_PATTERNS = [
  new RegExp(String.raw`\(([^()]*\b(?:in\s?)?${SCALE}\b[^()]*)\)`, 'i'),
  new RegExp(
    String.raw`((?:(?:amounts|dollars|figures|US\$|USD|\$)\s+)?(?:expressed\s+)?in\s?${SCALE}\b(?:\s+of\s+[\w. ]+?dollars|[^|.;:)]{0,60}(?:per|share)[^|.;:)]{0,30})?)`,
    'i',
  ),
  /\(([^()]*(?:\bin\s+(?:US\s+)?(?:dollars|percent|euros?|shares)\b|percent|per share|basis points|^%$|US\$|\$)[^()]*)\)/i,
];

/** Unit and scale in the words of caption and header; empty when they name none. */
export function unitOf(texts: readonly string[]): string {
  for (const pattern of UNIT_PATTERNS) {
    for (const text of texts) {
      const unit = pattern.exec(text)?.[1];
      if (unit !== undefined) return readable(unit);
    }
  }
  return '';
}

function readable(unit: string): string {
  const text = unit
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\bin(?=thousands|millions|billions)/i, 'in ');
  return new RegExp(`^${SCALE}`, 'i').test(text) ? `in ${text[0]?.toLowerCase()}${text.slice(1)}` : text;
}
