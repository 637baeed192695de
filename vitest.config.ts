import { defineConfig } from 'vitest/config';

// Not `module`: it names files for bundlers, which Node itself cannot load (the AWS SDK has such).
const conditions = ['@plumbline/source', 'node', 'import', 'default'];

export default defineConfig({
  ssr: { resolve: { conditions, externalConditions: ['node', 'import', 'default'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'services/*/src/**/*.test.ts',
      'scripts/**/*.test.js',
      'test/{emulators,security,e2e}/**/*.test.ts',
    ],
    exclude: ['**/*.stack.test.ts', '**/node_modules/**'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
