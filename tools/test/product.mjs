import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Starts the product the way a person does (`tools/start.mjs` on any port), in a data directory of its own.
 * @param {{root: string, flags?: string[], env?: NodeJS.ProcessEnv, dataDir?: string, say?: (line: string) => void}} setting
 * @returns {Promise<{url: string, dataDir: string, lines: string[], stop: () => Promise<number>, remove: () => void}>}
 *   once it says that it is ready; `stop` presses Ctrl-C and answers the exit status
 * @throws Error with what it printed when it ends before
 */
export const startForTests = async ({ root, flags = ['--no-demo'], env = {}, dataDir, say = () => undefined }) => {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'max-booster-'));
  const child = spawn(process.execPath, ['tools/start.mjs', '--port', '0', '--data-dir', folder, ...flags], {
    cwd: root,
    env: { ...process.env, MAX_SKIP_SETUP: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = [];
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  const ready = new Promise((resolve, reject) => {
    const onLine = (line) => {
      lines.push(line);
      say(line);
      const url = /^Max Booster is ready: (http:\S+)/.exec(line)?.[1];
      if (url) resolve(url);
    };
    createInterface({ input: child.stdout }).on('line', onLine);
    createInterface({ input: child.stderr }).on('line', onLine);
    void ended.then((how) => reject(new Error(`npm start ended (${how}):\n${lines.slice(-25).join('\n')}`)));
  });
  const url = await ready;
  return {
    url,
    dataDir: folder,
    lines,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
