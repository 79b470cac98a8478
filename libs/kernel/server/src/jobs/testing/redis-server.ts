import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface RedisForTests {
  readonly url: string;
  stop(): Promise<void>;
}

const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'redis-server'))
  .find((path) => existsSync(path));

/** A Redis that somebody else runs (MAX_TEST_REDIS), or a `redis-server` on this machine. */
export const redisIsHere = Boolean(process.env['MAX_TEST_REDIS'] ?? program);

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });

/** Starts a Redis of its own on loopback, without persistence; it ends with `stop`. */
export const startRedis = async (): Promise<RedisForTests> => {
  const given = process.env['MAX_TEST_REDIS'];
  if (given) return { url: given, stop: async () => {} };
  if (!program) throw new Error('no redis-server on this machine');
  const folder = await mkdtemp(join(tmpdir(), 'max-redis-'));
  const port = await freePort();
  const options = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('Ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`redis-server did not start:\n${output}`)));
    child.once('error', reject);
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
};
