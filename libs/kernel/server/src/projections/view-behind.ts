import type { Position } from '../event-store/event-store';

/** A view did not get to the asked position in time; the write itself is safe. Answered as 503 with Retry-After. */
export class ViewBehind extends Error {
  constructor(
    readonly atLeast: Position,
    readonly reached: Position,
  ) {
    super(`the view has got to position ${reached}, not yet to ${atLeast}; the write is stored, ask again`);
  }
}
