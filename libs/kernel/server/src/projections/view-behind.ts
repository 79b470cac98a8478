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

/** The view is being made in a shape that today's readers need, and the old one is of no use to them. */
export class ViewNotBuilt extends ViewBehind {
  constructor(view: string) {
    super(0n, 0n);
    this.message = `the view ${view} is being built anew; ask again in a while`;
  }
}
