/**
 * Compares two sequencers of events of one key: hexadecimal, and the shorter one is filled up with zeros on its right.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @returns below 0 when the first is older
 */
export function compareSequencers(one: string, other: string): number {
  const length = Math.max(one.length, other.length);
  const [a, b] = [one, other].map((text) => text.toLowerCase().padEnd(length, '0'));
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
