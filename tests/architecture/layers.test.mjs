import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { projects, repositoryFiles, root } from './workspace.mjs';

const LAYERS = { domain: 'any', contracts: 'any', server: 'node' };
const all = projects();
const contexts = [
  ...new Set(all.map((project) => /^libs\/(\w[\w-]*)\/domain$/.exec(project.root)?.[1]).filter(Boolean)),
];

const tagged = (project, kind) => project.tags.filter((tag) => tag.startsWith(`${kind}:`));

describe('projects', () => {
  it('has the contexts of the walking product', () => {
    assert.deepEqual([...contexts].sort(), ['catalog', 'compliance', 'identity', 'payouts', 'royalties']);
  });

  for (const project of all)
    it(`${project.name} has one scope, one type and one platform`, () => {
      for (const kind of ['scope', 'type', 'platform'])
        assert.equal(tagged(project, kind).length, 1, `tags by ${kind}: ${project.tags}`);
    });

  for (const context of contexts)
    for (const [layer, platform] of Object.entries(LAYERS))
      it(`${context} has its ${layer}`, () => {
        const project = all.find((one) => one.root === `libs/${context}/${layer}`);
        assert.ok(project, `libs/${context}/${layer}/project.json is missing`);
        assert.equal(project.name, `${context}-${layer}`);
        assert.deepEqual(project.tags, [`scope:${context}`, `type:${layer}`, `platform:${platform}`]);
      });

  it('has web layers for the web platform only', () => {
    const web = all.filter((project) => project.root.endsWith('/web') && project.root !== 'libs/web');
    for (const { root: path, tags } of web)
      assert.deepEqual(tags, [`scope:${path.split('/')[1]}`, 'type:web', 'platform:web']);
  });
});

describe('pure layers', () => {
  const pure = /^libs\/(\w[\w-]*\/(domain|contracts)|kernel\/core)\/src\/.*\.ts$/;
  // Spec files run on Node; what they test also runs in a browser.
  const files = repositoryFiles().filter((path) => pure.test(path) && !path.endsWith('.spec.ts'));

  it('are not empty', () => assert.ok(files.length > 20));

  it('import none of Node’s own modules', () => {
    const guilty = files.filter((path) =>
      /from 'node:|import\('node:|require\(/.test(readFileSync(`${root}/${path}`, 'utf8')),
    );
    assert.deepEqual(guilty, []);
  });
});
