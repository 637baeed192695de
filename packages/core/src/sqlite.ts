export {
  createSqliteRecordStore,
  type SqliteRecordStore,
  type SqliteRecordStoreOptions,
} from './state/sqlite-record-store.ts';
