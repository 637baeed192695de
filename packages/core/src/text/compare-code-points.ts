/**
 * Orders strings by code point, as UTF-8 databases do. `<` orders UTF-16 code units and puts characters beyond the
 * basic plane before U+E000–U+FFFF.
 *
 * @returns below 0, 0 or above 0, for `sort`
 */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Moves surrogates above the rest of the basic plane, where the characters they stand for belong. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
