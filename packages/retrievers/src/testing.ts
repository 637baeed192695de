export { MemoryPassageIndex, type PassageIndexCall } from './testing/memory-passage-index.ts';
