// Forbidden imports, at least one for each thing that tools/boundaries.mjs forbids: `from` is the project that must not,
// `imports` what it must not. A rule without a planted import fails the test, and so does an import that is let through.
import { readFileSync } from 'node:fs';

import { depConstraints } from '../../tools/boundaries.mjs';
import { root } from './workspace.mjs';

const contexts = ['identity', 'catalog', 'royalties', 'payouts', 'compliance'];

const PROJECTS = [
  { rule: 'scope:kernel', facet: 'only', from: 'libs/kernel/server', imports: '@max/identity/contracts' },
  { rule: 'scope:web', facet: 'only', from: 'libs/web', imports: '@max/royalties/web' },
  ...contexts.map((context, i) => ({
    rule: `scope:${context}`,
    facet: 'only',
    from: `libs/${context}/server`,
    imports: `@max/${contexts[(i + 1) % contexts.length]}/server`,
  })),
  { rule: 'scope:data-node', facet: 'only', from: 'apps/data-node', imports: '@max/kernel' },
  { rule: 'scope:stripe-simulator', facet: 'only', from: 'apps/stripe-simulator', imports: '@max/payouts/contracts' },
  { rule: 'scope:verifier', facet: 'only', from: 'apps/verifier', imports: '@max/payouts/domain' },
  { rule: 'type:kernel-core', facet: 'only', from: 'libs/kernel/core', imports: '@max/identity/contracts' },
  { rule: 'type:kernel', facet: 'only', from: 'libs/kernel/server', imports: '@max/payouts/contracts' },
  { rule: 'type:domain', facet: 'only', from: 'libs/payouts/domain', imports: '@max/payouts/contracts' },
  { rule: 'type:contracts', facet: 'only', from: 'libs/payouts/contracts', imports: '@max/payouts/domain' },
  { rule: 'type:server', facet: 'only', from: 'libs/payouts/server', imports: '@max/payouts/web' },
  { rule: 'type:web', facet: 'only', from: 'libs/payouts/web', imports: '@max/payouts/server' },
  // An app has no alias, so Nx refuses the path before it comes to the tags.
  {
    rule: 'type:app',
    facet: 'not',
    from: 'apps/api',
    imports: '../../worker/src/main',
    refusal: /cannot be imported by a relative/,
  },
  { rule: 'platform:web', facet: 'not', from: 'apps/back-office', imports: '@max/royalties/server' },
  { rule: 'platform:any', facet: 'not', from: 'libs/catalog/contracts', imports: '@max/kernel/server' },
  { rule: 'platform:node', facet: 'not', from: 'apps/api', imports: '@max/web' },
];

/** A package that a banned pattern such as `@nestjs/*` covers and that this repository has. */
const EXAMPLES = {
  '@nestjs/*': '@nestjs/common',
  '@fastify/*': '@fastify/static',
  '@eventstore/*': '@eventstore/db-client',
  '@angular/*': '@angular/core',
};

const FROM = {
  'type:kernel-core': 'libs/kernel/core',
  'type:domain': 'libs/royalties/domain',
  'type:contracts': 'libs/royalties/contracts',
  'type:server': 'libs/payouts/server',
  'type:web': 'libs/payouts/web',
  'platform:node': 'apps/worker',
};

const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

/**
 * Nx's rule sees packages that are installed: what isn't can't be imported anyway. Node's own modules are looked for by
 * layers.test.mjs.
 */
const canBePlanted = (pattern) => (EXAMPLES[pattern] ?? pattern) in { ...dependencies, ...devDependencies };

const PACKAGES = depConstraints.flatMap(({ sourceTag: rule, bannedExternalImports = [] }) =>
  bannedExternalImports.filter(canBePlanted).map((pattern) => ({
    rule,
    facet: 'banned',
    from: FROM[rule] ?? `(no project given for ${rule})`,
    imports: EXAMPLES[pattern] ?? pattern,
  })),
);

export const PLANTED = [...PROJECTS, ...PACKAGES];

/** What a rule can forbid, by its name in the rule. */
export const FACETS = {
  onlyDependOnLibsWithTags: 'only',
  notDependOnLibsWithTags: 'not',
  bannedExternalImports: 'banned',
};
