const UNIT =
  /\b(?:in|expressed in|amounts? in|dollars? in|figures? in)\s+(?:us |u\.s\. )?(?:\$|€|£|dollars|euros?|thousands?|millions?|billions?|percent)|\b(?:thousands|millions|billions)\b.*\bexcept\b|^\W*(?:thousands|millions|billions)\W*$/iu;
/** Words that may stand before the unit in a line that says nothing else. */
const UNIT_OPENING =
  /^[^\p{L}]*(?:(?:all|the|tabular|following|amounts?|dollars?|figures?|data|are|is|stated|us|u\.s\.)\s+)*$/iu;
const COLUMN_NAMES =
  /^\(?(?:un)?audited\)?$|\b(?:years?|quarters?|months|weeks|periods?)\s+ended\b|^(?:as of |at )?(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2},?(?: \d{4},?)?(?: .*)?$|^(?:fiscal|fy|year|change|increase|decrease)\b.{0,40}$/iu;
const LONGEST_LABEL = 160;
const FIRM = /^[^.]{0,60}\b(?:Inc|Corp|Co|Ltd)\.$/u;
const SENTENCE_END = /[.;]\s*$/u;

/** Whether a line only says what the numbers of a table are in: `(in millions, except per share data)`. */
export function isUnitLine(line: string): boolean {
  if (line.length > LONGEST_LABEL) return false;
  const match = UNIT.exec(line);
  return match !== null && UNIT_OPENING.test(line.slice(0, match.index));
}

/** Whether a line without values names the columns below it: `Years ended December 31,`. */
export function isColumnLine(line: string): boolean {
  return line.length <= LONGEST_LABEL && COLUMN_NAMES.test(line.trim()) && !SENTENCE_END.test(line);
}

/** Whether a line can be what stands above a table as its name: short, and not a whole sentence. */
export function isCaptionLine(line: string): boolean {
  const content = line.trim();
  if (content === '' || content.length > LONGEST_LABEL || content.includes('\n')) return false;
  return FIRM.test(content) || !/[.!?;,]["'”’)]?$/u.test(content);
}
