import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { findProgram } from '../test/system-packages.mjs';
import { startDataNode } from '../testing/data-node.mjs';

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

const startRedis = async (program) => {
  const folder = mkdtempSync(join(tmpdir(), 'max-redis-'));
  const port = await freePort();
  const flags = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const endWithUs = () => child.kill();
  process.once('exit', endWithUs);
  for await (const line of createInterface({ input: child.stdout }))
    if (/Ready to accept connections/.test(line)) break;
  if (child.exitCode !== null) throw new Error('redis-server did not start');
  child.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      process.removeListener('exit', endWithUs);
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/**
 * A data node and a redis-server for one run, in temporary folders. Without redis-server on this machine the suites of
 * the embedded queue run in its place.
 */
export const startOwnEngines = async () => {
  const node = await startDataNode();
  const program = findProgram('redis-server');
  const redis = program ? await startRedis(program) : undefined;
  return {
    engines: { eventStore: node.esdb, mongo: node.mongo, ...(redis ? { redis: redis.url } : {}) },
    stop: async () => {
      await Promise.all([node.stop(), redis?.stop()]);
    },
  };
};
