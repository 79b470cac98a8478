// Which project may use which, by tag. A context keeps to itself, the kernel and other contexts' contracts; layers point
// inwards. tests/architecture plants one forbidden import per rule and expects the linter to refuse it.

const CONTEXTS = ['identity', 'catalog', 'royalties', 'payouts', 'compliance'];
const FRAMEWORKS = [
  '@nestjs/*',
  'mongoose',
  'bull',
  'lmdb',
  'stripe',
  'fastify',
  '@fastify/*',
  '@eventstore/*',
  '@angular/*',
  'node:*',
];

export const depConstraints = [
  { sourceTag: 'scope:kernel', onlyDependOnLibsWithTags: ['scope:kernel'] },
  { sourceTag: 'scope:web', onlyDependOnLibsWithTags: ['scope:web', 'scope:kernel', 'type:contracts'] },
  ...CONTEXTS.map((context) => ({
    sourceTag: `scope:${context}`,
    onlyDependOnLibsWithTags: [`scope:${context}`, 'scope:kernel', 'scope:web', 'type:contracts'],
  })),
  { sourceTag: 'scope:data-node', onlyDependOnLibsWithTags: ['scope:data-node'] },
  { sourceTag: 'scope:stripe-simulator', onlyDependOnLibsWithTags: ['scope:stripe-simulator'] },
  { sourceTag: 'scope:verifier', onlyDependOnLibsWithTags: ['scope:verifier', 'scope:compliance', 'scope:kernel'] },
  { sourceTag: 'type:kernel-core', onlyDependOnLibsWithTags: ['type:kernel-core'], bannedExternalImports: FRAMEWORKS },
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: ['type:kernel', 'type:kernel-core'] },
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:domain', 'type:kernel-core'],
    bannedExternalImports: FRAMEWORKS,
  },
  {
    sourceTag: 'type:contracts',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:kernel-core'],
    bannedExternalImports: FRAMEWORKS,
  },
  {
    sourceTag: 'type:server',
    onlyDependOnLibsWithTags: ['type:server', 'type:domain', 'type:contracts', 'type:kernel', 'type:kernel-core'],
    bannedExternalImports: ['@eventstore/*', 'bull', 'lmdb'],
  },
  {
    sourceTag: 'type:web',
    onlyDependOnLibsWithTags: ['type:web', 'type:contracts', 'type:kernel-core'],
    bannedExternalImports: ['@nestjs/*', 'mongoose', 'bull', 'lmdb', '@eventstore/*', 'stripe'],
  },
  { sourceTag: 'type:app', notDependOnLibsWithTags: ['type:app'] },
  { sourceTag: 'platform:web', notDependOnLibsWithTags: ['platform:node'] },
  { sourceTag: 'platform:any', notDependOnLibsWithTags: ['platform:node', 'platform:web'] },
  { sourceTag: 'platform:node', notDependOnLibsWithTags: ['platform:web'], bannedExternalImports: ['@angular/*'] },
];
