import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInShard, shardOf } from './shard.ts';

describe('a shard', () => {
  it('has each source in exactly one of them, and about as many as the others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.string(), (count, uri) => {
        const owners = Array.from({ length: count }, (_, index) => isInShard(uri, { index, count }));
        expect(owners.filter(Boolean)).toHaveLength(1);
      }),
    );
    const uris = Array.from({ length: 10_000 }, (_, at) => `s3://documents/${at}`);
    for (let index = 0; index < 8; index++) {
      const share = uris.filter((uri) => isInShard(uri, { index, count: 8 })).length;
      expect(Math.abs(share - 1250)).toBeLessThan(150);
    }
  });

  it.each([
    ['0', '1', { index: 0, count: 1 }],
    ['3', '4', { index: 3, count: 4 }],
    [undefined, undefined, { index: 0, count: 1 }],
  ])('is told by index %s and size %s', (index, count, shard) => {
    expect(shardOf(index, count)).toEqual(shard);
  });

  it.each([
    ['4', '4'],
    ['0', undefined],
    [undefined, '4'],
    ['-1', '4'],
    ['x', '4'],
    ['1', '0'],
  ])('is refused for index %s and size %s: a wrong one would leave documents out', (index, count) => {
    expect(() => shardOf(index, count)).toThrow(expect.objectContaining({ code: 'INVALID_CONFIGURATION' }));
  });
});
