import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { readPlaywrightReport } from './browser.mjs';
import { readJestReport } from './jest.mjs';
import { check, closingLines, skip, sum } from './tally.mjs';

describe('the closing lines', () => {
  it('count and name what was skipped, equal reasons together', () => {
    const total = sum([
      check(true),
      check(false),
      skip('browser', 'no Chromium'),
      skip('shots', 'no Chromium'),
      skip('jobs', 'no Redis'),
    ]);
    assert.deepEqual(closingLines(total), [
      'skipped 2: browser; shots (no Chromium)',
      'skipped 1: jobs (no Redis)',
      '1 passed, 1 failed, 3 skipped',
    ]);
  });

  it('are one line when all is well', () =>
    assert.deepEqual(closingLines(check(true)), ['1 passed, 0 failed, 0 skipped']));
});

describe('reports', () => {
  it('of Jest: a suite that can’t load is a failure, a skipped title holds its reason', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          assertionResults: [
            { status: 'passed', fullName: 'a' },
            { status: 'pending', fullName: 'jobs (no Redis)' },
          ],
        },
        { assertionResults: [{ status: 'todo', fullName: 'later' }] },
      ],
    };
    assert.deepEqual(readJestReport(report), {
      passed: 5,
      failed: 2,
      skipped: [
        { name: 'jobs', reason: 'no Redis' },
        { name: 'later', reason: 'skipped by its own test file' },
      ],
    });
  });

  it('of Playwright: what passes only at a second try has failed', () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 }, errors: [] };
    const { passed, failed, skipped } = readPlaywrightReport(report);
    assert.deepEqual([passed, failed, skipped.length], [3, 2, 1]);
  });

  it('of node:test: single tests count, suites do not', () => {
    const dir = mkdtempSync(join(tmpdir(), 'max-tally-'));
    const file = join(dir, 'x.test.mjs');
    writeFileSync(
      file,
      `import { describe, it } from 'node:test';
       describe('outer', () => { describe('inner', () => { it('good', () => {}); it('bad', () => { throw new Error('why'); }); }); });
       it('alone', () => {});
       it('left out', { skip: 'no moon' }, () => {});`,
    );
    const broken = join(dir, 'y.test.mjs');
    writeFileSync(broken, 'throw new Error("does not load");');
    // node:test does not run inside itself: in a process of its own
    const script = `
      const { nodeTests } = await import(process.argv[1]);
      const said = [];
      const counts = await nodeTests(process.argv.slice(2), (line) => said.push(line));
      process.stdout.write(JSON.stringify({ counts, said }));`;
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const module = new URL('./node-tests.mjs', import.meta.url).href;
    const args = ['--input-type=module', '-e', script, module, file, broken];
    const { counts, said } = JSON.parse(execFileSync(process.execPath, args, { env, encoding: 'utf8' }));
    rmSync(dir, { recursive: true });
    assert.deepEqual(counts, { passed: 2, failed: 2, skipped: [{ name: 'left out', reason: 'no moon' }] });
    assert.match(said.join('\n'), /failed: bad .*\n\s+why/);
  });
});
