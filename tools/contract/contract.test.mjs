import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { readOptions, withoutSecret } from './options.mjs';
import { readNotes, reportLines, suitesOf } from './report.mjs';
import { contractSuites } from './suites.mjs';

describe('the options of a contract run', () => {
  it('name engines, each of which may be left out', () => {
    const { engines, suites } = readOptions([
      '--event-store',
      'esdb+discover://c:2113',
      '--redis=redis://r',
      'payouts',
    ]);
    assert.deepEqual(engines, { eventStore: 'esdb+discover://c:2113', redis: 'redis://r' });
    assert.deepEqual(suites, ['payouts']);
  });

  it('are refused when they are unknown, of another kind, or contradict each other, without telling a password', () => {
    assert.throws(() => readOptions(['--kafka', 'x']), /Unknown option '--kafka'/);
    assert.throws(
      () => readOptions(['--mongo', 'redis://u:secret@r']),
      (error) => {
        assert.match(error.message, /--mongo takes another kind of URL than "redis:\/\/…@r"/);
        return true;
      },
    );
    assert.throws(() => readOptions(['--own', '--redis', 'redis://r']), /none can be given/);
    assert.throws(() => readOptions(['--workers', '0']), /--workers/);
  });
});

describe('the suites of a contract run', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

  it('are those that talk to engines as their clients do', () => {
    const suites = contractSuites(root);
    for (const [path, wanted] of [
      ['libs/kernel/server/src/event-store/esdb-event-store.int.spec.ts', true],
      ['libs/payouts/server/test/payouts.int.spec.ts', true],
      ['apps/api/test/identity.e2e.spec.ts', true],
      ['apps/data-node/test/read.int.spec.ts', true],
      ['apps/data-node/src/mongo/query/find.int.spec.ts', true],
      ['apps/data-node/test/command-line.int.spec.ts', false],
      ['apps/stripe-simulator/test/money.int.spec.ts', false],
    ])
      assert.equal(suites.includes(path), wanted, path);
  });

  it('can be named by a part of their path', () => {
    const suites = contractSuites(root, ['payouts/server/test']);
    assert.ok(suites.length > 0 && suites.every((path) => path.startsWith('libs/payouts/server/test/')));
    assert.deepEqual(contractSuites(root, ['no-such-suite']), []);
  });
});

describe('the report of a contract run', () => {
  const suite = (name, status, ...states) => ({
    name: `/r/${name}`,
    status,
    assertionResults: states.map((state) => ({ status: state, fullName: 'kills (the engines are not ours to kill)' })),
  });
  const report = {
    testResults: [
      suite('libs/b.int.spec.ts', 'passed', 'passed', 'passed', 'pending'),
      suite('libs/a.int.spec.ts', 'failed'),
      suite('apps/data-node/test/read.int.spec.ts', 'failed', 'failed', 'passed'),
    ],
  };
  const notes = readNotes('eventStore\t/r/libs/b.int.spec.ts\nredis\t/r/libs/b.int.spec.ts\n', '/r');
  const given = { eventStore: 'esdb://admin:changeit@e:2113', mongo: 'mongodb://m' };

  it('tells of each suite and each engine; a suite that did not load is a failure', () => {
    assert.deepEqual(reportLines(suitesOf(report, notes, given, '/r'), given), [
      '✗ apps/data-node/test/read.int.spec.ts: 1 passed, 1 failed (event store)',
      '✗ libs/a.int.spec.ts: 0 passed, 1 failed (no given engine)',
      '✓ libs/b.int.spec.ts: 2 passed, 0 failed, 1 skipped (event store)',
      '',
      'event store esdb://…@e:2113: 2 suites, 3 passed, 1 failed, 1 skipped',
      'mongo mongodb://m: 0 suites, 0 passed, 0 failed',
      'redis: none given, the tests started their own',
    ]);
  });

  it('hides who the user is', () => {
    assert.equal(withoutSecret('mongodb://u:p@a,b/x?y=1'), 'mongodb://…@a,b/x?y=1');
    assert.equal(withoutSecret('redis://r:6379/1'), 'redis://r:6379/1');
  });
});
