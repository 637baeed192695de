import { expectTypeOf, it } from 'vitest';
import type { Expected, PutWrite, RecordStore, RecordWrite, StoredRecord } from './record-store.ts';

it('a record store takes and gives JSON values with versions', () => {
  expectTypeOf<Expected>().toEqualTypeOf<number | 'absent'>();
  expectTypeOf<ReturnType<RecordStore['get']>>().resolves.toEqualTypeOf<StoredRecord | undefined>();
  expectTypeOf<ReturnType<RecordStore['put']>>().resolves.toEqualTypeOf<StoredRecord>();
  expectTypeOf<{ partition: string; sort: string; value: { list: number[] } }>().toExtend<PutWrite>();
  expectTypeOf<{ partition: string; sort: string; value: Date }>().not.toExtend<PutWrite>();
  expectTypeOf<{ partition: string; sort: string; value: undefined }>().not.toExtend<PutWrite>();
  expectTypeOf<{ partition: string; sort: string; check: true }>().not.toExtend<RecordWrite>();
});
