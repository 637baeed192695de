/** Import rules of the house: see CONTRIBUTING.md, "Which room a line belongs in". */
const siblings = ['retrievers', 'router', 'guardrails', 'eval'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'contracts-know-only-zod',
      comment: 'core/contracts holds schemas and types: zod and type imports only',
      severity: 'error',
      from: { path: '^packages/core/src/contracts/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^packages/core/src/contracts/', 'node_modules/zod'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contracts-below-everything',
      severity: 'error',
      from: { path: '^packages/core/src/(figures|entities|text)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/core/src/(portfolio|state|review|audit|telemetry|agents)/' },
    },
    {
      name: 'core-middle-below-agents',
      severity: 'error',
      from: { path: '^packages/core/src/(portfolio|state|review|audit|telemetry)/' },
      to: { path: '^packages/core/src/agents/' },
    },
    {
      name: 'core-root-loads-no-langgraph',
      severity: 'error',
      from: { path: '^packages/core/src/(?!agents)', pathNot: '\\.test\\.ts$' },
      to: { path: '@langchain/langgraph', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-imports-no-sibling',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: `^packages/(${siblings.join('|')}|cli)/` },
    },
    ...siblings.map((name) => ({
      name: `${name}-imports-no-sibling`,
      severity: 'error',
      from: { path: `^packages/${name}/` },
      to: { path: `^packages/(${siblings.filter((s) => s !== name).join('|')}|cli)/` },
    })),
    {
      name: 'packages-meet-by-public-entries',
      comment: 'import @plumbline/<name>, never a path into another package',
      severity: 'error',
      from: { path: '^(packages/([^/]+)|services|examples|test|bench)/' },
      to: {
        path: '^packages/([^/]+)/src/.+/',
        pathNot: ['^packages/$2/', '^packages/cli/src/eval/'],
      },
    },
    {
      name: 'tests-stay-out-of-sources',
      severity: 'error',
      from: { pathNot: ['\\.test\\.ts$', '^test/', '^bench/'] },
      to: { path: '\\.test\\.ts$' },
    },
    { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|bench/peers/node_modules)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@plumbline/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
};
