import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isRunning } from './left-behind.mjs';

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Moves a dead owner's lock aside. Only one of two rivals can move it; who moved a live one puts it back. */
const takeAside = (path, stale) => {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // a rival was faster
  }
  if (read(aside)?.pid !== stale?.pid) {
    try {
      linkSync(aside, path);
    } catch {
      // a third one holds it already
    }
  }
  rmSync(aside, { force: true });
};

/**
 * Takes the data directory for this process; a lock whose owner is dead is taken over.
 * @returns {{ownedBy: number} | {release: () => void}} the pid that holds it, or what gives it back
 */
export const lockInstance = (dataDir) => {
  const path = join(dataDir, 'instance.lock');
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      writeFileSync(path, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }), { flag: 'wx' });
      return {
        release: () => {
          if (read(path)?.pid === process.pid) rmSync(path, { force: true });
        },
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = read(path);
    if (owner?.pid !== undefined && owner.pid !== process.pid && isRunning(owner.pid, 'start.mjs'))
      return { ownedBy: owner.pid };
    takeAside(path, owner);
  }
  return { ownedBy: read(path)?.pid ?? 0 };
};
