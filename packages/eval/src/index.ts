export { readSeenRecords, type SeenCandidate, type SeenRecords, seenShare } from './seen.ts';
