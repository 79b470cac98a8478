import { startEngines, type TestEngines } from '@max/kernel/server/testing';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { emailOf, PASSWORD, USERS } from './start-api';

const ROOT = resolve(import.meta.dirname, '../../..');

/** One of the product's programs as a process of its own. */
export interface Program {
  /** What the ready line matched. */
  readonly ready: RegExpExecArray;
  /** All that it has written so far, to both outputs. */
  output(): string;
  readonly exited: Promise<unknown>;
  /** Sends a signal that it goes on after. */
  tell(signal: NodeJS.Signals): void;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface Programs {
  readonly engines: TestEngines;
  readonly env: NodeJS.ProcessEnv;
  start(name: 'api' | 'worker' | 'stripe-simulator', env?: NodeJS.ProcessEnv, args?: string[]): Promise<Program>;
  stop(): Promise<void>;
}

const READY = /is ready(?:: (http:\/\/\S+))?$/m;

const build = (name: string, folder: string): string => {
  // beneath the repository, where its packages are found
  const { status } = spawnSync(process.execPath, ['tools/build-node.mjs', name, folder], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${name} can't be built: see above`);
  return join(folder, 'main.js');
};

const run = async (entry: string, args: string[], env: NodeJS.ProcessEnv): Promise<Program> => {
  const child: ChildProcess = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let output = '';
  const ready = new Promise<RegExpExecArray>((done, failed) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = READY.exec(output);
      if (match) done(match);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    void exited.then(() => failed(new Error(`it ended before it was ready: ${output}`)));
  });
  return {
    ready: await ready,
    output: () => output,
    exited,
    tell: (signal) => void child.kill(signal),
    kill: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
};

/** Engines, and the product's programs built from this very source, as they run in earnest. */
export const preparePrograms = async (name: string): Promise<Programs> => {
  const engines = await startEngines();
  const { config } = engines;
  const bootstrapUsers = join(config.dataDir, 'users.json');
  const users = USERS.map((role) => ({ role, email: emailOf(role), password: PASSWORD }));
  await writeFile(bootstrapUsers, JSON.stringify(users), { mode: 0o600 });
  const folder = join(ROOT, 'dist/test', `${name}-${process.pid}`);
  const running: Program[] = [];
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    MAX_EVENT_STORE: config.eventStore,
    MAX_MONGO: config.mongo,
    MAX_FILES: config.files,
    MAX_DATA_DIR: config.dataDir,
    MAX_BOOTSTRAP_USERS: bootstrapUsers,
    MAX_PORT: '0',
    ...(config.eventNamespace === undefined ? {} : { MAX_EVENT_NAMESPACE: config.eventNamespace }),
  };
  return {
    engines,
    env,
    start: async (program, more = {}, args = []) => {
      const started = await run(build(program, join(folder, program)), args, { ...env, ...more });
      running.push(started);
      return started;
    },
    stop: async () => {
      for (const program of running.reverse()) await program.kill('SIGTERM');
      await engines.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
