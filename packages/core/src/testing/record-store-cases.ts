import type { ConformanceCase } from './conformance-case.ts';
import { expiryCases } from './record-store/expiry-cases.ts';
import type { RecordStoreFixture } from './record-store/fixture.ts';
import { listCases } from './record-store/list-cases.ts';
import { transactionCases } from './record-store/transaction-cases.ts';
import { valueCases } from './record-store/value-cases.ts';
import { versionCases } from './record-store/version-cases.ts';

/** The rules of `RecordStore`, for every implementation. */
export const recordStoreCases: readonly ConformanceCase<RecordStoreFixture>[] = [
  ...valueCases,
  ...versionCases,
  ...listCases,
  ...transactionCases,
  ...expiryCases,
];
