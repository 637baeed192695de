import { defineConfig } from 'vitest/config';

const conditions = ['@plumbline/source', 'node', 'import', 'default'];

/** `npm run test:stack`: tests on real servers, beside the code they test. No part of `npm test`. */
export default defineConfig({
  ssr: { resolve: { conditions, externalConditions: ['node', 'import', 'default'] } },
  test: {
    include: ['packages/*/src/**/*.stack.test.ts', 'services/*/src/**/*.stack.test.ts', 'test/**/*.stack.test.ts'],
    globalSetup: ['test/stack/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
