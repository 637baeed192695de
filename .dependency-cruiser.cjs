/** Import rules of the house: see CONTRIBUTING.md, "Which room a line belongs in". test/packaging proves that each fires. */
const siblings = ['retrievers', 'router', 'guardrails', 'eval'];

/** Folders of core that keep state or time; what is not named here and is no agent is pure. */
const middle = 'portfolio|state|review|audit|telemetry';

const isTest = '\\.test\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contracts-know-only-zod',
      comment: 'core/contracts holds schemas and types: zod and type imports only',
      severity: 'error',
      from: { path: '^packages/core/src/contracts/', pathNot: isTest },
      to: { pathNot: ['^packages/core/src/contracts/', 'node_modules/zod/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-pure-below-middle',
      comment: 'figures, entities, text and the other pure functions know neither state nor agents',
      severity: 'error',
      from: { path: `^packages/core/src/(?!contracts/|testing/|agents/|(?:${middle})/)[^/]+/`, pathNot: isTest },
      to: { path: `^packages/core/src/(${middle}|agents|testing)/` },
    },
    {
      name: 'core-middle-below-agents',
      severity: 'error',
      from: { path: `^packages/core/src/(${middle})/`, pathNot: isTest },
      to: { path: '^packages/core/src/(agents|testing)/' },
    },
    {
      name: 'core-loads-langgraph-in-agents-only',
      severity: 'error',
      from: { path: '^packages/core/src/(?!agents)', pathNot: isTest },
      to: { path: 'node_modules/@langchain/langgraph', dependencyTypesNot: ['type-only'] },
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
      to: { path: `^packages/(${siblings.filter((other) => other !== name).join('|')}|cli)/` },
    })),
    {
      name: 'packages-meet-by-public-entries',
      comment: 'import @plumbline/<name>, never a path into another package',
      severity: 'error',
      from: { path: '^(packages/[^/]+|services/[^/]+|examples|test|bench)/' },
      to: {
        path: '^packages/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased', 'aliased-workspace'],
      },
    },
    {
      name: 'infra-imports-no-package',
      comment: 'the estate is described without the code that runs on it',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(packages|services)/' },
    },
    {
      name: 'tests-stay-out-of-sources',
      severity: 'error',
      from: { pathNot: [isTest, '^test/', '^bench/'] },
      to: { path: isTest },
    },
    { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^((packages|services)/[^/]+/dist/|bench/peers/|infra/cdk.out/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@plumbline/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
};
