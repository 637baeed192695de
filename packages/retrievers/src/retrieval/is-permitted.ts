import { canRead, matchFilter, type PassageMetadata, type RequestContext } from '@plumbline/core';
import { asOfBound, asOfFilter } from '../lancedb/as-of.ts';

/** The last check before a passage leaves: the caller may read it, and it is not dated after the day of the question. */
export function isPermitted({ principal, asOf }: RequestContext): (metadata: PassageMetadata) => boolean {
  const isInTime = asOf === undefined ? () => true : matchFilter(asOfFilter(asOf));
  return (metadata) => canRead(principal, metadata) && isInTime({ asOfBound: asOfBound(metadata.asOf) });
}
