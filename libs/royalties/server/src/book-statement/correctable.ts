import type { Posting, StatementId } from '@max/kernel';
import type { Decisions } from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import { CannotCorrect, ownPostings, statement, StatementNotFound, type Statement } from '@max/royalties/domain';

/** The statement that `by` may correct: booked, and corrected by nobody else. @throws CannotCorrect, StatementNotFound */
export const correctable = async (decisions: Decisions, id: StatementId, by: StatementId): Promise<Statement> => {
  const { state } = await decisions.load(statement, statementStream(id));
  if (state.status === 'none') throw new StatementNotFound(id);
  if (state.status === 'superseded' && state.by !== by) {
    throw new CannotCorrect(`statement ${id} was already corrected by ${state.by}`, { by: state.by });
  }
  if (state.status !== 'booked' && state.status !== 'superseded') {
    throw new CannotCorrect(`statement ${id} is ${state.status}; only a booked one is corrected`, {
      state: state.status,
    });
  }
  return state;
};

/** What a booked statement itself posted, without the reversal of the one that it corrects. */
export const postedBy = async (decisions: Decisions, id: StatementId): Promise<Posting[]> => {
  const { state } = await decisions.load(statement, statementStream(id));
  if (state.status !== 'booked' && state.status !== 'superseded') throw new Error(`statement ${id} was never booked`);
  return ownPostings(state.booked, state.corrects === null ? [] : await postedBy(decisions, state.corrects));
};
