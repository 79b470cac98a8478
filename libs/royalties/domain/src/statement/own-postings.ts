import type { Posting } from '@max/kernel';
import { negate } from '@max/kernel';

import type { BookedStatement } from './commands';

/**
 * What a statement itself posted: a correction's event also holds the reversal of the statement it corrects, which
 * must not be reversed again when the correction is corrected in turn.
 *
 * @param corrected what the corrected statement itself posted; none when this one corrects nothing
 */
export const ownPostings = (booked: BookedStatement, corrected: readonly Posting[]): Posting[] =>
  booked.postings.slice(0, booked.postings.length - corrected.length);

/** The postings of a correction: its own, then the mirror of what the corrected statement itself posted. */
export const withReversal = (own: readonly Posting[], corrected: readonly Posting[]): Posting[] => [
  ...own,
  ...corrected.map((posting) => ({ ...posting, amount: negate(posting.amount) })),
];
