import type { Position } from './event-store';

const DIGITS = 20; // of 2^64 - 1

/** As views keep it: zero-padded, so that comparing texts compares positions. */
export const sortable = (position: Position): string => position.toString().padStart(DIGITS, '0');

/** Reads a position as given by a client or kept in a view; `undefined` when the text is none. */
export const parsePosition = (text: string): Position | undefined =>
  /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
