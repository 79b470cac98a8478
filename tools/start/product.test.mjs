import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Failure } from './failure.mjs';
import { startProduct } from './product.mjs';

const READY = {
  'data-node': 'data node is ready: esdb://x mongodb://x',
  'stripe-simulator': 'Stripe simulator is ready: http://x',
  api: 'API is ready: http://x',
  worker: 'Worker is ready',
};

/** A stand-in that says it is ready, writes down when it starts and stops, and ends at SIGTERM. */
const program = (name, journal) => `
import { appendFileSync } from 'node:fs';
const tell = (what) => appendFileSync(${JSON.stringify(journal)}, what + ' ${name}\\n');
process.on('SIGTERM', () => { tell('stop'); process.exit(0); });
tell('start');
console.log(${JSON.stringify(READY[name])});
setInterval(() => {}, 1e6);
`;

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const until = async (holds) => {
  for (let i = 0; !holds(); i += 1) {
    assert.ok(i < 500, 'waited too long');
    await wait(20);
  }
};

describe('the product’s processes', () => {
  let dir, setting, said, product;
  const journal = () => readFileSync(join(dir, 'journal'), 'utf8').trim().split('\n');
  const run = () => JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8'));

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'max-product-'));
    said = [];
    for (const name of Object.keys(READY)) {
      mkdirSync(join(dir, 'dist/apps', name), { recursive: true });
      writeFileSync(join(dir, 'dist/apps', name, 'main.js'), program(name, join(dir, 'journal')));
    }
    writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
    setting = { root: dir, dataDir: dir, port: 0, env: process.env, say: (line) => said.push(line) };
  });
  afterEach(async () => {
    await product?.stop();
    product = undefined;
    rmSync(dir, { recursive: true, force: true });
  });

  it('start in order, stop in the other order and leave nothing', async () => {
    product = await startProduct(setting);
    const pids = Object.values(run().pids);
    assert.equal(pids.length, 4);
    await product.stop();
    const order = ['data-node', 'stripe-simulator', 'api', 'worker'];
    const expected = [...order.map((name) => `start ${name}`), ...order.reverse().map((name) => `stop ${name}`)];
    assert.deepEqual(journal(), expected);
    assert.deepEqual(pids.filter(isAlive), []);
    assert.deepEqual(run().pids, {});
  });

  it('keep their ports over a stop', async () => {
    product = await startProduct(setting);
    const { ports } = run();
    await product.stop();
    product = await startProduct(setting);
    assert.deepEqual(run().ports, ports);
  });

  it('are started anew on the same ports after kill -9, which is said in one line', async () => {
    product = await startProduct(setting);
    const { pids, ports } = run();
    process.kill(pids.worker, 'SIGKILL');
    await until(() => run().pids.worker !== pids.worker && isAlive(run().pids.worker));
    assert.deepEqual(run().ports, ports);
    assert.match(said.join('\n'), /^worker ended \(SIGKILL\); starting it again in 0\.2 s\. Log: \S+worker\.log$/);
  });

  it('wait longer before each new start of one that keeps dying', async () => {
    product = await startProduct(setting);
    writeFileSync(join(dir, 'dist/apps/worker/main.js'), 'process.exit(3)');
    process.kill(run().pids.worker, 'SIGKILL');
    await until(() => said.length >= 3);
    const pauses = said.slice(0, 3).map((line) => /in ([\d.]+) s/.exec(line)?.[1]);
    assert.deepEqual(pauses, ['0.2', '0.4', '0.8']);
    assert.match(said[1], /exit status 3/);
  });

  it('that can’t start are a failure that stops the others', async () => {
    writeFileSync(join(dir, 'dist/apps/api/main.js'), 'console.error("no such thing"); process.exit(1);');
    await assert.rejects(startProduct(setting), (error) => {
      assert.ok(error instanceof Failure);
      assert.match(error.message, /^api ended before it was ready \(exit status 1\)\. Log: /);
      return true;
    });
    assert.deepEqual(journal().slice(-2), ['stop stripe-simulator', 'stop data-node']);
  });

  it('left behind by a start that was killed are ended first; a stranger with their old id is not', async () => {
    const orphan = spawn(process.execPath, [join(dir, 'dist/apps/worker/main.js')], { stdio: 'ignore' });
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => orphan.once('exit', resolve));
    const pids = { worker: orphan.pid, api: stranger.pid };
    writeFileSync(join(dir, 'run.json'), JSON.stringify({ ports: {}, pids }));
    product = await startProduct(setting);
    await ended;
    assert.ok(isAlive(stranger.pid));
    stranger.kill();
    assert.match(said[0], new RegExp(`^Ending worker \\(process ${orphan.pid}\\), left behind`));
  });

  it('are several workers when asked for, each with a name that it keeps over a kill', async () => {
    writeFileSync(
      join(dir, 'dist/apps/worker/main.js'),
      `import { appendFileSync } from 'node:fs';
       appendFileSync(${JSON.stringify(join(dir, 'names'))}, process.env.MAX_WORKER_NAME + '\\n');
       console.log('Worker is ready'); setInterval(() => {}, 1e6);`,
    );
    product = await startProduct({ ...setting, workers: 2 });
    const names = () => readFileSync(join(dir, 'names'), 'utf8').trim().split('\n');
    process.kill(run().pids['worker-2'], 'SIGKILL');
    await until(() => names().length === 3);
    const [first, second, third] = names();
    assert.notEqual(first, second);
    assert.equal(third, second);
  });

  it('are not ours where the environment names an engine', async () => {
    const env = {
      ...process.env,
      MAX_EVENT_STORE: 'esdb://elsewhere',
      MAX_MONGO: 'mongodb://elsewhere',
      MAX_STRIPE_API_KEY: 'sk',
    };
    product = await startProduct({ ...setting, env });
    assert.deepEqual(journal(), ['start api', 'start worker']);
  });

  it('don’t start when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address();
    await assert.rejects(startProduct({ ...setting, port }), new RegExp(`^Error: Port ${port} is in use`));
    server.close();
  });
});
