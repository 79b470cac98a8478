// What a build or a test depends on decides when its cached result may stand for it. Without the graph's edges a change
// of a library would leave every app as it was built before.
import { createProjectGraphAsync } from '@nx/devkit';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

describe('the project graph', () => {
  it('knows what the apps are made of, through the libraries down to the kernel', async () => {
    const { dependencies } = await createProjectGraphAsync({ exitOnError: true });
    const targets = (project) => dependencies[project].map(({ target }) => target);
    const reaches = (project, wanted, seen = new Set()) =>
      targets(project).some(
        (next) =>
          next === wanted || (!seen.has(next) && seen.add(next) && dependencies[next] && reaches(next, wanted, seen)),
      );
    for (const [app, lib] of [
      ['api', 'kernel-core'],
      ['worker', 'royalties-domain'],
      ['back-office', 'web'],
      ['verifier', 'compliance-domain'],
    ]) {
      assert.ok(reaches(app, lib), `${app} does not depend on ${lib}`);
    }
  });
});
