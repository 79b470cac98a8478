import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { identityOf, type ProcessIdentity, sameProcess } from './process-identity.js';
import { StartupError } from './startup-error.js';

const LOCK_FILE = /^node\.lock\.(\d+)$/;

/**
 * Makes this process the only node on a data directory, or throws StartupError.
 *
 * The lock is the highest-numbered file `node.lock.<n>`; it names its process. If that one is gone, the next number
 * is free to take, and linking a ready-written file to it lets exactly one taker win. Nothing is ever removed but
 * lower numbers, so that a lock can't vanish under a slow taker: a node killed at any moment leaves at worst a file
 * that names a dead process. A clean end leaves the same. Answers whose lock it took over, as a phrase.
 */
export function lockDataDir(dataDir: string, self: ProcessIdentity = identityOf(process.pid)): string | undefined {
  try {
    mkdirSync(dataDir, { recursive: true });
    return take(dataDir, self);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`the data directory ${dataDir} can't be written: ${reason}`);
  }
}

function take(dataDir: string, self: ProcessIdentity): string | undefined {
  const highest = generations(dataDir).at(-1) ?? 0;
  const holder = highest === 0 ? undefined : readHolder(dataDir, highest);
  if (holder !== undefined && sameProcess(holder, identityOf(holder.pid))) throw inUse(dataDir, holder.pid);

  const mine = highest + 1;
  const draft = join(dataDir, `node.lock.draft.${self.pid}`);
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    linkSync(draft, lockFile(dataDir, mine));
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw inUse(dataDir, readHolder(dataDir, mine)?.pid);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  // Two takers apart by a whole life of a third could both have linked a number: the higher one has it.
  const latest = generations(dataDir).at(-1);
  if (latest !== mine) {
    rmSync(lockFile(dataDir, mine), { force: true });
    throw inUse(dataDir, latest === undefined ? undefined : readHolder(dataDir, latest)?.pid);
  }
  for (const old of generations(dataDir)) if (old < mine) rmSync(lockFile(dataDir, old), { force: true });
  if (highest === 0) return undefined;
  return holder === undefined ? 'took over an unreadable lock' : `took over from process ${holder.pid}, which is gone`;
}

const lockFile = (dataDir: string, generation: number): string => join(dataDir, `node.lock.${generation}`);

function generations(dataDir: string): number[] {
  const numbers = readdirSync(dataDir).flatMap((name) => LOCK_FILE.exec(name)?.[1] ?? []);
  return numbers.map(Number).sort((a, b) => a - b);
}

/** Who holds a lock; undefined for a file that says nothing, as after a crash of the machine. */
function readHolder(dataDir: string, generation: number): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(lockFile(dataDir, generation), 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value)) return undefined;
    const { pid, started } = value;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

function inUse(dataDir: string, pid: number | undefined): StartupError {
  const by = pid === undefined ? 'another process' : `process ${pid}`;
  return new StartupError(`the data directory ${dataDir} is in use by ${by}`);
}

const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
