// The walls between the rooms: data flows forward, knowledge points backward (docs/architecture.md).
const WINGS = ['listen', 'understand', 'decide', 'act', 'learn'];

/** A wing may import the wings before it, shop and platform, never a wing after it. */
const forward = WINGS.map((wing, index) => ({
  name: `${wing}-knows-nothing-later`,
  severity: 'error',
  from: { path: `^app/${wing}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: `^app/(${[...WINGS.slice(index + 1), 'doors', 'routes', 'ui', 'commands'].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...forward,
    {
      name: 'wings-do-not-know-the-composition',
      severity: 'error',
      from: { path: `^app/(${WINGS.join('|')}|shop|platform|doors)/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: '^app/composition\\.server\\.ts$' },
    },
    {
      name: 'platform-has-no-business-words',
      severity: 'error',
      from: { path: '^app/platform/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^app/(?!platform/)' },
    },
    {
      name: 'shop-stands-beside-the-wings',
      severity: 'error',
      from: { path: '^app/shop/', pathNot: '\\.test\\.tsx?$' },
      to: { path: `^app/(${[...WINGS, 'doors', 'routes', 'ui'].join('|')})/` },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules.ts has no I/O, no clock, no database',
      severity: 'error',
      from: { path: '/rules\\.ts$' },
      to: { path: '(\\.server\\.ts$|^app/platform/db/|^node:)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-never-imports-the-devstore',
      severity: 'error',
      from: { path: '^(app|extensions|server\\.ts)', pathNot: '(\\.test|-in-test)\\.tsx?$' },
      to: { path: '^devstore/' },
    },
    {
      name: 'devstore-never-imports-the-app',
      severity: 'error',
      from: { path: '^devstore/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(app/|server\\.ts)' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(node_modules|/generated/|^build/|^\\.data/)' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
