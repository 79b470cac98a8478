import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, describe, it } from 'node:test';

import { depConstraints } from '../../tools/boundaries.mjs';
import { linterWith, realLinter } from './linter.mjs';
import { FACETS, PLANTED } from './planted.mjs';
import { root } from './workspace.mjs';

const constraintOf = (rule) => depConstraints.find(({ sourceTag }) => sourceTag === rule);

describe('module boundaries', () => {
  let refusals;

  before(async () => {
    refusals = await realLinter();
  });

  for (const { sourceTag, ...facets } of depConstraints)
    for (const facet of Object.keys(facets))
      it(`${sourceTag}: something is planted against its ${facet}`, () => {
        assert.ok(FACETS[facet], `this test knows no ${facet}`);
        assert.ok(PLANTED.some((plant) => plant.rule === sourceTag && plant.facet === FACETS[facet]));
      });

  for (const plant of PLANTED) {
    const { rule, facet, from, imports, refusal = new RegExp(`tagged with "${rule}"`) } = plant;

    it(`${rule} (${facet}): ${from} may not import ${imports}`, async () => {
      assert.ok(existsSync(`${root}/${from}/project.json`), `${from} is no project`);
      assert.notDeepEqual(await refusals(plant), [], 'the linter let it through');
      const [alone] = await linterWith(constraintOf(rule))(plant);
      assert.match(alone ?? 'nothing', refusal, 'the rule alone let it through');
    });
  }

  for (const [from, imports] of [
    ['libs/payouts/server', '@max/royalties/contracts'],
    ['libs/payouts/server', '@nestjs/common'],
    ['libs/payouts/domain', '@max/kernel'],
    ['libs/royalties/web', '@max/web'],
    ['apps/api', '@max/payouts/server'],
    ['apps/verifier', '@max/compliance/domain'],
  ])
    it(`lets ${from} import ${imports}`, async () => {
      assert.deepEqual(await refusals({ from, imports }), []);
    });
});
