import { defineConfig } from 'vitest/config';

const conditions = ['@plumbline/source', 'node', 'import', 'default'];

/** Run by `npm run check`: these tests build, pack and install, hence are no part of `npm test`. */
export default defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/packaging/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
