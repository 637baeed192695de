const BYTES = 4;

/** A vector as little-endian 32-bit floats. */
export function packVector(vector: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(vector.length * BYTES);
  const view = new DataView(bytes.buffer);
  for (const [place, value] of vector.entries()) view.setFloat32(place * BYTES, value, true);
  return bytes;
}

/** A vector from its bytes; nothing for bytes that are no vector of this length. */
export function unpackVector(bytes: unknown, dimensions: number): number[] | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.byteLength !== dimensions * BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = Array.from({ length: dimensions }, (_, place) => view.getFloat32(place * BYTES, true));
  return vector.every(Number.isFinite) ? vector : undefined;
}
