import { statfsSync } from 'node:fs';

const MIB = 1024 * 1024;

/** Between two looks at the disk: at most so much time passes, in which a fast disk takes a few MiB. */
const LOOK_EVERY_MS = 10;

/** Why nothing may be written at the moment, as a sentence for the client; undefined when all is well. */
export type Refusal = () => string | undefined;

/**
 * Refuses writes while fewer than `reserveMib` MiB are free on the disk of `directory`. The reserve is what a
 * transaction that was let in may need: so a full disk is an answer to the writer, before anything is changed, and
 * never a transaction that breaks off. 0 switches it off.
 */
export function refuseWhenFull(directory: string, reserveMib: number, now: () => number = Date.now): Refusal {
  let lookedAt = -Infinity;
  let reason: string | undefined;
  return () => {
    if (reserveMib === 0) return undefined;
    const time = now();
    if (time - lookedAt < LOOK_EVERY_MS) return reason;
    lookedAt = time;
    const free = freeMib(directory);
    reason = free >= reserveMib ? undefined : describe(directory, free, reserveMib);
    return reason;
  };
}

/** MiB that this process may still write on the disk of `directory`. */
export function freeMib(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return Math.floor((bavail * bsize) / MIB);
}

const describe = (directory: string, free: number, reserve: number): string =>
  `The disk is full: ${free} MiB are free at ${directory} and the data node writes only above ${reserve} MiB. ` +
  'Nothing was written; reads go on. Free space there, then try again.';
