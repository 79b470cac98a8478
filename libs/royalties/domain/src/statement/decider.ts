import type { StatementId } from '@max/kernel';
import { add, balanced, equals, never, ZERO, type Decider } from '@max/kernel';

import type { StatementEvent } from '../events';

import type { BookedStatement, ParsedStatement, StatementCommand } from './commands';
import {
  BookingDoesNotAddUp,
  CannotCorrect,
  ReasonMissing,
  StatementAlreadyReceived,
  StatementNotFound,
  WrongStatementState,
} from './errors';

/**
 * `received → parsed → booking → booked → superseded`; from `received` also to `rejected` or, when a control total does
 * not hold, to `needs-attention`, which only a person's acceptance leads back to `parsed`. A correction whose statement
 * another one corrected meanwhile is rejected from `booking`: nothing of it was posted. What could not be carried out for
 * reasons of our own ends as `failed`, until the file is sent again, or goes back from `booking` to `parsed`.
 */
export type Statement =
  | { status: 'none' }
  | { status: 'received' | 'rejected' | 'failed'; id: StatementId; corrects: StatementId | null }
  | {
      status: 'parsed' | 'needs-attention' | 'booking';
      id: StatementId;
      corrects: StatementId | null;
      parsed: ParsedStatement;
    }
  | { status: 'booked'; id: StatementId; corrects: StatementId | null; booked: BookedStatement }
  | { status: 'superseded'; id: StatementId; corrects: StatementId | null; booked: BookedStatement; by: StatementId };

const wrong = (asked: string, state: Statement, ...wanted: Statement['status'][]) =>
  new WrongStatementState(asked, state.status, wanted);

const decide = (command: StatementCommand, state: Statement): StatementEvent[] => {
  if (state.status === 'none' && command.type !== 'receive') throw new StatementNotFound(idOf(command));
  switch (command.type) {
    case 'receive': {
      if (state.status !== 'none' && state.status !== 'failed') throw new StatementAlreadyReceived(state.id);
      if (command.corrects === command.statementId) throw new CannotCorrect('a statement cannot correct itself');
      const { type: _, ...data } = command;
      return [{ type: 'royalties.statement-received.v1', data }];
    }
    case 'record-parse':
      return recordParse(command, state);
    case 'reject': {
      if (state.status === 'rejected') return [];
      if (state.status !== 'received' && state.status !== 'booking')
        throw wrong('reject', state, 'received', 'booking');
      const { type: _, ...data } = command;
      return [{ type: 'royalties.statement-rejected.v1', data }];
    }
    case 'give-up':
      return giveUp(command, state);
    case 'accept': {
      if (state.status === 'parsed') return [];
      if (state.status !== 'needs-attention') throw wrong('accept', state, 'needs-attention');
      const reason = command.reason.trim();
      if (reason === '') throw new ReasonMissing();
      return [{ type: 'royalties.statement-accepted.v1', data: { statementId: command.statementId, reason } }];
    }
    case 'request-booking': {
      if (state.status === 'booking') return [];
      if (state.status !== 'parsed') throw wrong('book', state, 'parsed');
      return [{ type: 'royalties.statement-booking-requested.v1', data: { statementId: command.statementId } }];
    }
    case 'record-booking':
      return recordBooking(command.booked, state);
    case 'supersede': {
      if (state.status === 'superseded') {
        if (state.by === command.by) return [];
        throw new CannotCorrect(`it was already corrected by ${state.by}`, { by: state.by });
      }
      if (state.status !== 'booked') throw wrong('supersede', state, 'booked');
      const { type: _, ...data } = command;
      return [{ type: 'royalties.statement-superseded.v1', data }];
    }
    default:
      return never(command);
  }
};

const idOf = (command: StatementCommand): StatementId => {
  if (command.type === 'record-parse') return command.parsed.statementId;
  return command.type === 'record-booking' ? command.booked.statementId : command.statementId;
};

/** A parse that comes again (the job ran twice) changes nothing. */
function recordParse(
  { parsed, problems }: Extract<StatementCommand, { type: 'record-parse' }>,
  state: Statement,
): StatementEvent[] {
  if (state.status !== 'received') return [];
  return [
    { type: 'royalties.statement-parsed.v1', data: parsed },
    ...(problems.length === 0
      ? []
      : [
          {
            type: 'royalties.statement-needs-attention.v1' as const,
            data: { statementId: parsed.statementId, problems: [...problems] },
          },
        ]),
  ];
}

/** The job may have ended well after all, or the failure may be told twice: only what still stands there is ended. */
function giveUp(
  { statementId, step, reason }: Extract<StatementCommand, { type: 'give-up' }>,
  { status }: Statement,
): StatementEvent[] {
  if (status !== (step === 'reading' ? 'received' : 'booking')) return [];
  return [{ type: 'royalties.statement-failed.v1', data: { statementId, step, reason } }];
}

function recordBooking(booked: BookedStatement, state: Statement): StatementEvent[] {
  if (state.status === 'booked' || state.status === 'superseded') return [];
  if (state.status !== 'booking') throw wrong('book', state, 'booking');
  if (booked.corrects !== state.corrects) throw new CannotCorrect('the booking names another statement');
  balanced(booked.postings);
  for (const { currency, amount } of state.parsed.totals) {
    const line = booked.booked.find((total) => total.currency === currency);
    const sum = line ? add(line.credited, line.held) : ZERO;
    if (!equals(sum, amount)) throw new BookingDoesNotAddUp(currency, amount, sum);
  }
  return [{ type: 'royalties.statement-booked.v1', data: booked }];
}

const evolve = (state: Statement, { type, data }: StatementEvent): Statement => {
  if (type === 'royalties.statement-received.v1') {
    return { status: 'received', id: data.statementId, corrects: data.corrects };
  }
  if (state.status === 'none') throw new Error(`${type} cannot be a statement's first event`);
  const { id, corrects } = state;
  switch (type) {
    case 'royalties.statement-parsed.v1':
      return { status: 'parsed', id, corrects, parsed: data };
    case 'royalties.statement-rejected.v1':
      return { status: 'rejected', id, corrects };
    case 'royalties.statement-failed.v1':
      return data.step === 'reading'
        ? { status: 'failed', id, corrects }
        : { status: 'parsed', id, corrects, parsed: parsedOf(state) };
    case 'royalties.statement-needs-attention.v1':
      return { status: 'needs-attention', id, corrects, parsed: parsedOf(state) };
    case 'royalties.statement-accepted.v1':
      return { status: 'parsed', id, corrects, parsed: parsedOf(state) };
    case 'royalties.statement-booking-requested.v1':
      return { status: 'booking', id, corrects, parsed: parsedOf(state) };
    case 'royalties.statement-booked.v1':
      return { status: 'booked', id, corrects, booked: data };
    case 'royalties.statement-superseded.v1':
      if (state.status !== 'booked') throw new Error(`${type} on a statement that is ${state.status}`);
      return { status: 'superseded', id, corrects, booked: state.booked, by: data.by };
    default:
      return never(type);
  }
};

const parsedOf = (state: Statement): ParsedStatement => {
  if ('parsed' in state) return state.parsed;
  throw new Error(`a statement that is ${state.status} was not parsed`);
};

export const statement: Decider<Statement, StatementCommand, StatementEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
