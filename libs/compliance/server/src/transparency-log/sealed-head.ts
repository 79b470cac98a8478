import { pause, type Position } from '@max/kernel/server';

import type { SignedHead, TransparencyLog } from './transparency-log';

const LOOK_EVERY_MS = 200;

/** The sealer has not signed so far within the time: it stands still, or no worker runs it. */
export class NotSealed extends Error {
  override readonly name = 'NotSealed';
}

/**
 * The first published head over everything up to this position, whichever worker's sealer signs it.
 * @throws NotSealed when the signal is aborted before
 */
export const headOver = async (log: TransparencyLog, position: Position, signal: AbortSignal): Promise<SignedHead> => {
  while (!signal.aborted) {
    const head = await log.head();
    if (head && (await log.lastUnder(head)) >= position) return head;
    await pause(LOOK_EVERY_MS, signal);
  }
  throw new NotSealed(`the log was not sealed up to ${position} in time`);
};
