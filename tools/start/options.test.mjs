import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';

import { Failure } from './failure.mjs';
import { readOptions } from './options.mjs';

describe('flags of npm start', () => {
  it('has defaults', () => {
    const dataDir = resolve('var');
    const defaults = { port: 4080, dataDir, workers: 1, demo: true, exitAfterDemo: false, help: false };
    assert.deepEqual(readOptions([]), defaults);
  });

  it('reads all of them', () => {
    const flags = ['--port', '0', '--data-dir=/tmp/x', '--workers', '2', '--exit-after-demo'];
    const read = { port: 0, dataDir: '/tmp/x', workers: 2, demo: true, exitAfterDemo: true, help: false };
    assert.deepEqual(readOptions(flags), read);
    assert.equal(readOptions(['--no-demo']).demo, false);
  });

  for (const [flags, line] of [
    [['--bogus'], /^Unknown option '--bogus'\. Try --help\.$/],
    [['extra'], /^Unexpected argument 'extra'\. Try --help\.$/],
    [['--port'], /argument missing\. Try --help\.$/],
    [['--port', 'x'], /^--port must be 0 to 65535, not "x"\.$/],
    [['--port', '65536'], /not "65536"/],
    [['--port=-1'], /not "-1"/],
    [['--workers', '0'], /^--workers must be 1 to 16, not "0"\.$/],
    [['--workers', 'two'], /not "two"/],
    [['--no-demo', '--exit-after-demo'], /contradict/],
  ])
    it(`refuses ${flags.join(' ')} in one line`, () => {
      assert.throws(
        () => readOptions(flags),
        (error) => error instanceof Failure && line.test(error.message) && !error.message.includes('\n'),
      );
    });
});
