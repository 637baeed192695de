const UNIT =
  /\b(?:in|expressed in|amounts? in|dollars? in|figures? in)\s+(?:us |u\.s\. )?(?:\$|€|£|dollars|euros?|thousands?|millions?|billions?|percent)|\b(?:thousands|millions|billions)\b.*\bexcept\b|^\W*(?:thousands|millions|billions)\W*$/iu;
/** Words that may stand before the unit in a line that says nothing else. */
const UNIT_OPENING =
  /^[^\p{L}]*(?:(?:all|the|tabular|following|amounts?|dollars?|figures?|data|are|is|stated|us|u\.s\.)\s+)*$/iu;
const COLUMN_NAMES =
  /^(?:\(?(?:un)?audited\)?|(?:for the )?(?:fiscal )?(?:years?|quarters?|(?:three|six|nine|twelve) months|(?:13|14|26|39|52|53) weeks|periods?) ended\b.*|(?:as of |at )?(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2},?(?: \d{4},?)?(?: .*)?|(?:fiscal|fy|year|change|increase|decrease)\b.{0,40})$/iu;
const LONGEST_LABEL = 160;

/** Whether a line only says what the numbers of a table are in: `(in millions, except per share data)`. */
export function isUnitLine(line: string): boolean {
  if (line.length > LONGEST_LABEL) return false;
  const match = UNIT.exec(line);
  return match !== null && UNIT_OPENING.test(line.slice(0, match.index));
}

/** Whether a line without values names the columns below it: `Years ended December 31,`. */
export function isColumnLine(line: string): boolean {
  return line.length <= LONGEST_LABEL && COLUMN_NAMES.test(line.trim());
}

/** Whether a line can be what stands above a table as its name: short, and not a whole sentence. */
export function isCaptionLine(line: string): boolean {
  const content = line.trim();
  return content !== '' && content.length <= LONGEST_LABEL && !/\n|[.!?;,]["'”’)]?$/u.test(content);
}
