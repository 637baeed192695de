import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import {
  CLASSIFICATIONS,
  type Classification,
  classificationSchema,
  isCleared,
  readableClassifications,
} from './classification.ts';

describe('classifications', () => {
  it('are ordered from public to restricted', () => {
    expect(CLASSIFICATIONS.map((clearance) => readableClassifications(clearance).length)).toEqual([1, 2, 3, 4]);
    expect(readableClassifications('internal')).toEqual(['public', 'internal']);
  });

  it.each(CLASSIFICATIONS)('a clearance for %s reads itself and what is below', (clearance) => {
    const read = CLASSIFICATIONS.filter((classification) => isCleared(clearance, classification));
    expect(read).toEqual(readableClassifications(clearance));
  });

  it.each(['secret', '', 'Public', 'public '])('"%s" is no class: it is refused and read by nobody', (unknown) => {
    expect(classificationSchema.safeParse(unknown).success).toBe(false);
    expect(isCleared('restricted', unknown)).toBe(false);
  });

  it('an unknown clearance reads nothing', () => {
    expect(isCleared('root' as Classification, 'public')).toBe(false);
  });

  it('the type is what the schema gives', () => {
    expectTypeOf<z.infer<typeof classificationSchema>>().toEqualTypeOf<Classification>();
    expectTypeOf<Classification>().toEqualTypeOf<'public' | 'internal' | 'confidential' | 'restricted'>();
  });
});
