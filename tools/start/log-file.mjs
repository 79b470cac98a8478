import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const KEEP_BYTES = 20 * 1024 * 1024;

/** Opens a process's log to append; one that has grown large is moved to `<name>.1` first. */
export const openLog = (path) => {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && statSync(path).size > KEEP_BYTES) renameSync(path, `${path}.1`);
  return createWriteStream(path, { flags: 'a', mode: 0o600 });
};

/** The last lines that hold anything, to show why a process could not start. */
export const lastLines = (path, count = 12) =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.trim())
        .slice(-count)
        .join('\n')
    : '';
