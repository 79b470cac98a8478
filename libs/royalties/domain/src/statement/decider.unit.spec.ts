import { amount, currency, sha256, type PayeeId, type StatementId } from '@max/kernel';
import { given } from '@max/kernel/testing';

import type { StatementEvent } from '../events';

import type { BookedStatement, ParsedStatement, StatementCommand } from './commands';
import { statement } from './decider';
import {
  BookingDoesNotAddUp,
  CannotCorrect,
  ReasonMissing,
  StatementAlreadyReceived,
  StatementNotFound,
  WrongStatementState,
} from './errors';

const id = 'f3b0c442-98fc-5c14-9afb-f4c8996fb924' as StatementId;
const other = '11111111-98fc-5c14-9afb-f4c8996fb924' as StatementId;
const hash = sha256('a'.repeat(64));
const USD = currency('USD');

const receipt = {
  statementId: id,
  fileSha256: hash,
  fileName: 'march.tsv',
  bytes: 4711,
  requestedFormat: null,
  corrects: null,
};
const parse: ParsedStatement = {
  statementId: id,
  format: 'distrokid',
  formatVersion: '13',
  source: 'DistroKid',
  linesFile: hash,
  rejectsFile: null,
  lines: { total: 2, accepted: 2, rejected: 0, duplicateLooking: 0 },
  totals: [{ currency: USD, amount: amount('10.00') }],
  period: { from: '2025-01-01', to: '2025-01-31' },
  controls: [],
  parserVersion: '1',
};
const booking: BookedStatement = {
  statementId: id,
  breakdownFile: hash,
  groupsRoot: hash,
  groupCount: 1,
  unmatchedLines: 1,
  booked: [{ currency: USD, credited: amount('7.50'), held: amount('2.50') }],
  postings: [
    { account: `payee:${'p1' as PayeeId}`, currency: USD, amount: amount('7.50') },
    { account: `suspense:${id}`, currency: USD, amount: amount('2.50') },
    { account: 'receivable:DistroKid', currency: USD, amount: amount('-10.00') },
  ],
  corrects: null,
};

const received: StatementEvent = { type: 'royalties.statement-received.v1', data: receipt };
const parsed: StatementEvent = { type: 'royalties.statement-parsed.v1', data: parse };
const needsAttention: StatementEvent = {
  type: 'royalties.statement-needs-attention.v1',
  data: { statementId: id, problems: ['the footer states 36 lines, 35 were counted'] },
};
const accepted: StatementEvent = {
  type: 'royalties.statement-accepted.v1',
  data: { statementId: id, reason: 'the service confirmed' },
};
const refusal = { statementId: id, code: 'empty-file', reason: 'the file is empty', line: null };
const rejected: StatementEvent = { type: 'royalties.statement-rejected.v1', data: refusal };
const unread: StatementEvent = {
  type: 'royalties.statement-failed.v1',
  data: { statementId: id, step: 'reading', reason: 'no disk' },
};
const unbooked: StatementEvent = { ...unread, data: { ...unread.data, step: 'booking' } };
const requested: StatementEvent = { type: 'royalties.statement-booking-requested.v1', data: { statementId: id } };
const booked: StatementEvent = { type: 'royalties.statement-booked.v1', data: booking };
const superseded: StatementEvent = {
  type: 'royalties.statement-superseded.v1',
  data: { statementId: id, by: other },
};

const commands = {
  receive: { type: 'receive', ...receipt },
  parse: { type: 'record-parse', parsed: parse, problems: [] },
  reject: { type: 'reject', ...refusal },
  giveUpReading: { type: 'give-up', statementId: id, step: 'reading', reason: 'no disk' },
  giveUpBooking: { type: 'give-up', statementId: id, step: 'booking', reason: 'no disk' },
  accept: { type: 'accept', statementId: id, reason: ' the service confirmed ' },
  book: { type: 'request-booking', statementId: id },
  recordBooking: { type: 'record-booking', booked: booking },
  supersede: { type: 'supersede', statementId: id, by: other },
} satisfies Record<string, StatementCommand>;

const statementWith = (...history: StatementEvent[]) => given(statement, ...history);

describe('receive', () => {
  it('keeps a new file', () => statementWith().when(commands.receive).then(received));
  it('refuses the same file twice', () =>
    statementWith(received).when(commands.receive).thenRefused(StatementAlreadyReceived));
  it('refuses a statement that corrects itself', () =>
    statementWith()
      .when({ ...commands.receive, corrects: id })
      .thenRefused(CannotCorrect));
});

describe('record a parse', () => {
  it('makes it parsed', () => statementWith(received).when(commands.parse).then(parsed));
  it('asks for attention when a control total does not hold', () =>
    statementWith(received)
      .when({ ...commands.parse, problems: ['the footer states 36 lines, 35 were counted'] })
      .then(parsed, needsAttention));
  it('changes nothing the second time', () => statementWith(received, parsed).when(commands.parse).thenNothing());
  it('knows no statement that was never received', () =>
    statementWith().when(commands.parse).thenRefused(StatementNotFound));
});

describe('reject', () => {
  it('says why', () => statementWith(received).when(commands.reject).then(rejected));
  it('ends a correction that came second', () =>
    statementWith(received, parsed, requested).when(commands.reject).then(rejected));
  it('changes nothing the second time', () => statementWith(received, rejected).when(commands.reject).thenNothing());
  it('is too late after parsing', () =>
    statementWith(received, parsed).when(commands.reject).thenRefused(WrongStatementState));
});

describe('give up', () => {
  it('ends the reading; the same file may come again', () => {
    statementWith(received).when(commands.giveUpReading).then(unread);
    statementWith(received, unread).when(commands.receive).then(received);
    statementWith(received, unread, received).when(commands.parse).then(parsed);
  });
  it('ends a booking, which may be asked for again', () => {
    statementWith(received, parsed, requested).when(commands.giveUpBooking).then(unbooked);
    statementWith(received, parsed, requested, unbooked).when(commands.book).then(requested);
  });
  it.each([
    ['told twice', [received, unread], commands.giveUpReading],
    ['read after all', [received, parsed], commands.giveUpReading],
    ['rejected after all', [received, rejected], commands.giveUpReading],
    ['a booking told twice', [received, parsed, requested, unbooked], commands.giveUpBooking],
    ['booked after all', [received, parsed, requested, booked], commands.giveUpBooking],
  ])('changes nothing: %s', (_, history, command) =>
    statementWith(...history)
      .when(command)
      .thenNothing(),
  );
  it('takes no late outcome of the reading that was given up', () =>
    statementWith(received, unread).when(commands.parse).thenNothing());
});

describe('accept', () => {
  it('takes a reason', () => statementWith(received, parsed, needsAttention).when(commands.accept).then(accepted));
  it('needs one', () =>
    statementWith(received, parsed, needsAttention)
      .when({ ...commands.accept, reason: '  ' })
      .thenRefused(ReasonMissing));
  it('changes nothing when all is well', () => statementWith(received, parsed).when(commands.accept).thenNothing());
  it('does not save a rejected file', () =>
    statementWith(received, rejected).when(commands.accept).thenRefused(WrongStatementState));
});

describe('request booking', () => {
  it('is possible once parsed', () => statementWith(received, parsed).when(commands.book).then(requested));
  it('is possible once accepted', () =>
    statementWith(received, parsed, needsAttention, accepted).when(commands.book).then(requested));
  it('changes nothing while booking', () =>
    statementWith(received, parsed, requested).when(commands.book).thenNothing());
  it.each([
    ['not parsed', [received]],
    ['rejected', [received, rejected]],
    ['in need of attention', [received, parsed, needsAttention]],
    ['booked', [received, parsed, requested, booked]],
  ])('is refused when %s', (_, history) =>
    statementWith(...history)
      .when(commands.book)
      .thenRefused(WrongStatementState),
  );
});

describe('record a booking', () => {
  const asked = [received, parsed, requested];
  it('posts it', () =>
    statementWith(...asked)
      .when(commands.recordBooking)
      .then(booked));
  it('posts it once', () =>
    statementWith(...asked, booked)
      .when(commands.recordBooking)
      .thenNothing());
  it('refuses what nobody asked for', () =>
    statementWith(received, parsed).when(commands.recordBooking).thenRefused(WrongStatementState));
  it('refuses a cent that is not in the lines', () =>
    statementWith(...asked)
      .when({
        ...commands.recordBooking,
        booked: { ...booking, booked: [{ currency: USD, credited: amount('7.51'), held: amount('2.50') }] },
      })
      .thenRefused(BookingDoesNotAddUp));
  it('refuses to reverse a statement that it was not sent to correct', () =>
    statementWith(...asked)
      .when({ ...commands.recordBooking, booked: { ...booking, corrects: other } })
      .thenRefused(CannotCorrect));
});

describe('supersede', () => {
  const done = [received, parsed, requested, booked];
  it('marks a booked statement', () =>
    statementWith(...done)
      .when(commands.supersede)
      .then(superseded));
  it('marks it once', () =>
    statementWith(...done, superseded)
      .when(commands.supersede)
      .thenNothing());
  it('refuses a second correction', () =>
    statementWith(...done, superseded)
      .when({ ...commands.supersede, by: '2' as StatementId })
      .thenRefused(CannotCorrect));
  it('is for booked statements', () =>
    statementWith(received, parsed).when(commands.supersede).thenRefused(WrongStatementState));
});
