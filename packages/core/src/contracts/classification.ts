import { z } from 'zod';

/** The classes of data, from least to most protected. */
export const CLASSIFICATIONS = ['public', 'internal', 'confidential', 'restricted'] as const;

/** How protected a text is; ordered `public < internal < confidential < restricted`. */
export const classificationSchema = z.enum(CLASSIFICATIONS);
export type Classification = z.infer<typeof classificationSchema>;

/** The classes a clearance may read: itself and everything below. */
export function readableClassifications(clearance: Classification): Classification[] {
  return CLASSIFICATIONS.slice(0, CLASSIFICATIONS.indexOf(clearance) + 1);
}

/** Whether `clearance` may read `classification`. An unknown class is refused. */
export function isCleared(clearance: Classification, classification: string): boolean {
  return readableClassifications(clearance).some((readable) => readable === classification);
}
