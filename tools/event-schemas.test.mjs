import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';

import { readManifests } from './events/manifests.mjs';
import { eventValidator } from './events/validator.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('docs/events', () => {
  it('says what the event types of the contracts say', () => {
    const tool = fileURLToPath(new URL('event-schemas.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8', cwd: root });
    assert.equal(status, 0, stderr);
  });

  it('has a schema of every declared type, which refuses what is not in it', async () => {
    const problemsOf = eventValidator();
    const manifests = await readManifests(root);
    const types = manifests.flatMap((manifest) => Object.keys(manifest.types));
    assert.ok(types.length >= 50, `only ${types.length} types`);
    for (const type of types) {
      const problems = problemsOf({ type, data: { nobodyKnows: true } });
      assert.ok(
        problems.some((problem) => problem.includes('(nobodyKnows)')),
        `${type}: ${problems}`,
      );
    }
  });

  it('shows personal data as ciphertext wherever a manifest says that it is sealed', async () => {
    const manifests = await readManifests(root);
    const sealed = manifests.flatMap(({ types }) =>
      Object.entries(types).flatMap(([type, { personalData = [] }]) => personalData.map((path) => [type, path])),
    );
    assert.ok(sealed.length >= 2);
    for (const [type, path] of sealed) {
      const schema = JSON.parse(readFileSync(`${root}docs/events/${type}.json`, 'utf8'));
      const resolve = (node) => (node.$ref ? schema.$defs[node.$ref.slice('#/$defs/'.length)] : node);
      let at = schema;
      for (const name of path.split('.')) at = resolve((at.items ? resolve(at.items) : at).properties[name]);
      assert.deepEqual(at.required, ['subject', 'ciphertext'], `${type} ${path} is not sealed`);
    }
  });

  it('tells what is wrong with an event, and where', () => {
    const problemsOf = eventValidator();
    const type = 'payouts.payout-failed.v1';
    const id = '3f2f9a52-6c1e-4b0e-8a53-2a6f0a0f4b11';
    const postings = [{ account: 'clearing:payouts', currency: 'EUR', amount: '-1.50' }];
    const data = { payoutId: id, payeeId: id, code: 'no_account', reason: 'no such account', postings };
    const metadata = {
      actor: { kind: 'system', id: 'x' },
      occurredAt: '',
      correlationId: '',
      causationId: '',
      schemaVersion: 1,
    };
    assert.deepEqual(problemsOf({ type, data, metadata }), []);
    const wrong = { ...data, payeeId: 'ann', postings: [{ ...postings[0], amount: '1e3' }] };
    assert.deepEqual(problemsOf({ type, data: wrong }), [
      `${type}/payeeId must match format "uuid"`,
      `${type}/postings/0/amount must match pattern "^-?\\d+(\\.\\d+)?$"`,
    ]);
    assert.deepEqual(eventValidator({ anyIds: true })({ type, data: { ...data, payeeId: 'ann' } }), []);
    assert.match(problemsOf({ type: 'payouts.dreamt.v1', data })[0], /no schema of payouts.dreamt.v1/);
  });
});
