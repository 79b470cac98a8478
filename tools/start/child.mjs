import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs one Node program in a process group of its own: Ctrl-C in the terminal reaches only the supervisor, which then
 * stops the processes in their order.
 * @param {{entry: string, args?: string[], env: NodeJS.ProcessEnv, cwd: string, readyLine: RegExp}} program
 * @param {NodeJS.WritableStream} log where both output streams go
 * @returns {{pid: number | undefined, ready: Promise<RegExpMatchArray>, exited: Promise<string>, kill: (signal: string) => void}}
 *   `ready` holds the match of the line that says so and rejects when the process ends before it; `exited` never
 *   rejects and holds how it ended
 */
export const runChild = ({ entry, args = [], env, cwd, readyLine }, log) => {
  const child = spawn(process.execPath, ['--enable-source-maps', entry, ...args], {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit status ${code}`));
  });
  const ready = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = readyLine.exec(line);
      if (match) resolve(match);
    });
    void exited.then((how) => reject(new Error(`ended before it was ready (${how})`)));
  });
  ready.catch(() => undefined); // who stops it early does not wait for it
  return { pid: child.pid, ready, exited, kill: (signal) => child.kill(signal) };
};
