import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { contextsIn, readManifests } from '../../tools/events/manifests.mjs';
import { repositoryFiles, root } from './workspace.mjs';

const isTest = (path) => /\.(spec|contract)\.ts$|\/testing(\/|\.ts$)|\/test\//.test(path);
const sources = repositoryFiles()
  .filter((path) => /^(libs|apps\/(api|worker))\/.*\.ts$/.test(path) && existsSync(`${root}/${path}`))
  .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
const product = sources.filter(({ path }) => !isTest(path));

/** Who may read the log as it was written: what proves the record, the feeds, and the store's own parts. */
const READ_AS_STORED = [
  /^libs\/kernel\/server\/src\//,
  /^libs\/compliance\/server\/src\/transparency-log\/sealer\.ts$/,
  /^libs\/compliance\/server\/src\/audit-events\/controller\.ts$/,
  /^libs\/compliance\/server\/src\/build-evidence-pack\/collect-events\.ts$/,
  /^libs\/compliance\/server\/src\/payout-lineage\/find-span\.ts$/,
  /^libs\/compliance\/server\/src\/compliance\.module\.ts$/,
];

/** Code, without what comments tell of it. */
const codeOf = (text) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

describe('event types', async () => {
  const manifests = await readManifests(root);
  const declared = new Set(manifests.flatMap(({ types }) => Object.keys(types)));

  it('are declared by every context that has a union of events', () => {
    const unions = product.filter(({ path }) => /^libs\/\w+\/contracts\/src\/events\.ts$/.test(path));
    assert.deepEqual(unions.map(({ path }) => path.split('/')[1]).sort(), contextsIn(root));
    for (const { path, text } of unions) {
      const manifest = manifests.find(({ context }) => context === path.split('/')[1]);
      assert.match(text, new RegExp(`export type ${manifest.union} =`), `${path} has no ${manifest.union}`);
    }
  });

  it('are declared wherever in the product one is written down', () => {
    const found = product.flatMap(({ path, text }) =>
      [...codeOf(text).matchAll(/DomainEvent<\s*'([^']+)'/g)].map(([, type]) => [type, path]),
    );
    assert.ok(found.length > 100, `only ${found.length} members of unions found`);
    assert.deepEqual(
      found.filter(([type]) => !declared.has(type)),
      [],
    );
  });

  it('are of the context that declares them, in streams of one kind', () => {
    for (const { context, types } of manifests)
      for (const [type, { stream }] of Object.entries(types)) {
        assert.match(type, new RegExp(`^${context}\\.[a-z]+(-[a-z]+)*\\.v[1-9]\\d*$`));
        assert.match(stream, /^[a-z][A-Za-z]*-<.+>$/, `${type} is written to ${stream}`);
      }
  });

  for (const context of contextsIn(root))
    it(`that ${context} names are made known by its module`, () => {
      const own = product.filter(({ path }) => path.startsWith(`libs/${context}/server/src/`));
      const named = own.flatMap(({ text }) =>
        [...codeOf(text).matchAll(/'([a-z]+)\.[a-z-]+\.v\d+'/g)].map(([, c]) => c),
      );
      const module = own.find(({ path }) => path.endsWith(`/${context}.module.ts`));
      const [, known = ''] = /KnownEvents\.of\(([^)]*)\)/.exec(module.text) ?? [];
      for (const one of new Set(named))
        assert.ok(known.includes(`${one}Events`), `${module.path} does not know ${one}Events`);
    });
});

describe('the log as it is stored', () => {
  it('is read by nobody but those who prove it', () => {
    const readers = product.filter(({ text }) =>
      /STORED_EVENTS|StoredEvents|EsdbEventStore|\.stored\b/.test(codeOf(text)),
    );
    assert.ok(readers.length > 5);
    assert.deepEqual(
      readers.map(({ path }) => path).filter((path) => !READ_AS_STORED.some((allowed) => allowed.test(path))),
      [],
    );
  });

  it('has a reader behind each exception', () => {
    for (const allowed of READ_AS_STORED)
      assert.ok(
        product.some(({ path, text }) => allowed.test(path) && /Stored|stored/.test(text)),
        `nobody needs ${allowed} any more`,
      );
  });
});
