import { execFile, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../../../../..');

/** Compiles a child once, into the workspace's `tmp` so that it finds `node_modules`. */
export const compileChild = async (
  entry = join(here, 'worker-child.ts'),
): Promise<{ path: string; remove(): Promise<void> }> => {
  const folder = join(root, 'tmp', `worker-child-${process.pid}-${Date.now()}`);
  const path = join(folder, 'worker-child.mjs');
  await mkdir(folder, { recursive: true });
  await promisify(execFile)(join(root, 'node_modules/.bin/esbuild'), [
    entry,
    `--outfile=${path}`,
    `--tsconfig=${join(root, 'tsconfig.base.json')}`,
    ...['--bundle', '--platform=node', '--format=esm', '--packages=external', '--log-level=warning'],
  ]);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
};

export interface Child {
  /** Resolves when the child has said the line; rejects when it ends without. */
  said(line: string): Promise<void>;
  lines(): readonly string[];
  /** Any signal, such as SIGSTOP. */
  signal(name: NodeJS.Signals): void;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
}

export const startChild = (path: string, ...args: string[]): Child => {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const output = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    lines: () => lines,
    said: (line) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (lines.includes(line) && resolve());
        output.on('line', look).once('close', () => reject(new Error(`the child ended without saying ${line}`)));
        look();
      }),
    signal: (name) => void child.kill(name),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};
