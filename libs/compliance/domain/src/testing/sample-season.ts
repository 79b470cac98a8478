import { allocate, amount, canonicalJson, hexOf, leafHash, merkleRoot, negate, sha256Of, sum } from '@max/kernel';

import { contentHashOf } from '../facts/batch';

import { PARSED, registeredTrack } from './beside-the-point';

/** An event as plain JSON that a test may change before it is sealed. */
export interface SampleEvent {
  id: string;
  type: string;
  stream: string;
  revision: number;
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

export interface SampleGroup {
  key: string;
  isrc: string | null;
  sheetId: string | null;
  held: string | null;
  currency: string;
  lineCount: number;
  amount: string;
  linesHash: string;
  shares: { payeeId: string; percent: string; amount: string }[];
}

export interface SampleStatement {
  statementId: string;
  corrects: string | null;
  groups: { group: SampleGroup; lines: Record<string, unknown>[] }[];
}

/** A small season: what the log holds, and the lines and groups behind it. Everything may be tampered with. */
export interface SampleSeason {
  batchId: string;
  events: SampleEvent[];
  statements: SampleStatement[];
}

const MAKER = 'user-maker';
const CHECKER = 'user-checker';

/** Appends events to streams with ids, revisions and stamps that never vary. */
class Log {
  readonly events: SampleEvent[] = [];
  private readonly revisions = new Map<string, number>();

  add(stream: string, type: string, data: Record<string, unknown>, actor = 'system'): void {
    const n = this.events.length;
    const revision = this.revisions.get(stream) ?? 0;
    this.revisions.set(stream, revision + 1);
    const stamp = { correlationId: `request-${n}`, causationId: `request-${n}`, schemaVersion: 1 };
    const occurredAt = new Date(Date.UTC(2026, 3, 1, 9, 0, n)).toISOString();
    const metadata = { actor: { kind: actor === 'system' ? 'system' : 'user', id: actor }, occurredAt, ...stamp };
    const id = `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`;
    this.events.push({ id, type, stream, revision, data, metadata });
  }
}

export const SHEETS = {
  first: [
    { payeeId: 'ana', percent: '60' },
    { payeeId: 'ben', percent: '40' },
  ],
  second: [
    { payeeId: 'ana', percent: '33.333333' },
    { payeeId: 'ben', percent: '66.666667' },
  ],
  release: [{ payeeId: 'ana', percent: '100' }],
} satisfies Record<string, { payeeId: string; percent: string }[]>;

const line = (number: number, isrc: string | null, saleMonth: string, value: string, currency = 'USD') => ({
  line: number,
  isrc,
  upc: '00012345678905',
  title: isrc === 'QMXX02600002' ? '=Formula, "quoted"' : 'Ōkami',
  artist: 'Ana & Ben',
  service: 'Streamly',
  territory: number % 3 === 0 ? null : 'DE',
  saleMonth,
  quantity: '12',
  amount: value,
  currency,
});

type Lines = ReturnType<typeof line>[];

/** The group's figures follow from its lines and the sheet; a test may change them afterwards. */
export const groupOf = (
  key: string,
  lines: Lines,
  sheetId: string | null,
  shares: { payeeId: string; percent: string }[],
): SampleStatement['groups'][number] => {
  const total = sum(lines.map((l) => amount(l.amount)));
  const parts = shares.map(({ payeeId, percent }) => ({ key: payeeId, weight: amount(percent) }));
  const due = parts.length > 0 ? allocate(total, parts) : new Map<string, string>();
  const rows = lines.map((l) => `${canonicalJson(l)}\n`).join('');
  return {
    group: {
      key,
      isrc: lines[0]?.isrc ?? null,
      sheetId,
      held: sheetId ? null : 'unmatched',
      currency: lines[0]?.currency ?? 'USD',
      lineCount: lines.length,
      amount: total,
      linesHash: hexOf(sha256Of(rows)),
      shares: shares.map((share) => ({ ...share, amount: due.get(share.payeeId) ?? '0' })),
    },
    lines,
  };
};

const statements = (): SampleStatement[] => {
  const old = [line(2, 'QMXX02600001', '2026-01-01', '10.123456789'), line(4, 'QMXX02600001', '2026-02-01', '-0.5')];
  const recent = [line(3, 'QMXX02600001', '2026-03-01', '7.77'), line(5, 'QMXX02600001', '2026-03-01', '0.000001')];
  const release = [line(6, 'QMXX02600002', '2026-03-01', '100.00')];
  const unknown = [line(7, null, '2026-03-01', '3.00')];
  const euros = [line(8, 'QMXX02600001', '2026-01-01', '5.55', 'EUR')];
  const wrong = [line(2, 'QMXX02600001', '2026-01-01', '40.00')];
  const right = [line(2, 'QMXX02600001', '2026-01-01', '20.00')];
  return [
    {
      statementId: 'st-1',
      corrects: null,
      groups: [
        groupOf('-|unmatched|USD', unknown, null, []),
        groupOf('QMXX02600001|sheet-1|EUR', euros, 'sheet-1', SHEETS.first),
        groupOf('QMXX02600001|sheet-1|USD', old, 'sheet-1', SHEETS.first),
        groupOf('QMXX02600001|sheet-2|USD', recent, 'sheet-2', SHEETS.second),
        groupOf('QMXX02600002|sheet-3|USD', release, 'sheet-3', SHEETS.release),
      ],
    },
    {
      statementId: 'st-2',
      corrects: null,
      groups: [groupOf('QMXX02600001|sheet-1|USD', wrong, 'sheet-1', SHEETS.first)],
    },
    {
      statementId: 'st-3',
      corrects: 'st-2',
      groups: [groupOf('QMXX02600001|sheet-1|USD', right, 'sheet-1', SHEETS.first)],
    },
  ];
};

/** Root over all groups of a statement, as the booking event names it. */
export const groupsRootOf = ({ groups }: SampleStatement): string =>
  hexOf(merkleRoot(groups.map(({ group }) => leafHash(canonicalJson(group)))));

/** Credits of the shares and of suspense against the receivable; `sign` -1 takes a booking back. */
const postingsOf = ({ statementId, groups }: SampleStatement, sign: 1 | -1) =>
  groups.flatMap(({ group: { shares, amount: total, currency } }) => {
    const signed = (value: string) => (sign < 0 ? negate(amount(value)) : value);
    const credits = shares.map(({ payeeId, amount: value }) => ({
      account: `payee:${payeeId}`,
      currency,
      amount: signed(value),
    }));
    const held = shares.length === 0 ? [{ account: `suspense:${statementId}`, currency, amount: signed(total) }] : [];
    const against = { account: 'receivable:streamly', currency, amount: negate(amount(signed(total))) };
    return [...credits, ...held, against];
  });

const book = (log: Log, statement: SampleStatement, corrected?: SampleStatement): void => {
  const { statementId, corrects, groups } = statement;
  const stream = `statement-${statementId}`;
  log.add(stream, 'royalties.statement-received.v1', {
    statementId,
    fileSha256: hexOf(sha256Of(statementId)),
    fileName: `${statementId}.tsv`,
    bytes: 1000,
    requestedFormat: null,
    corrects,
  });
  log.add(stream, 'royalties.statement-parsed.v1', { statementId, ...PARSED });
  log.add(stream, 'royalties.statement-booking-requested.v1', { statementId });
  log.add(stream, 'royalties.statement-booked.v1', {
    statementId,
    breakdownFile: hexOf(sha256Of(`breakdown of ${statementId}`)),
    groupsRoot: groupsRootOf(statement),
    groupCount: groups.length,
    unmatchedLines: groups.filter(({ group }) => group.held).length,
    booked: [],
    postings: [...(corrected ? postingsOf(corrected, -1) : []), ...postingsOf(statement, 1)],
    corrects,
  });
  if (!corrected) return;
  const old = corrected.statementId;
  log.add(`statement-${old}`, 'royalties.statement-superseded.v1', { statementId: old, by: statementId });
};

const agree = (log: Log, sheetId: string, target: object, effectiveFrom: string, shares: object[]): void => {
  const stream = `splitSheet-${Object.values(target).join('')}`;
  log.add(stream, 'royalties.split-sheet-agreed.v1', { sheetId, target, effectiveFrom, shares }, MAKER);
};

type Line = { payoutId: string; payeeId: string; amount: string };

const move = (from: string, to: string, value: string) => [
  { account: from, currency: 'USD', amount: negate(amount(value)) },
  { account: to, currency: 'USD', amount: value },
];

const payout = (log: Log, batchId: string, { payoutId, payeeId, amount: value }: Line, ...outcome: string[]): void => {
  const stream = `payout-${payoutId}`;
  const [payee, clearing, bank] = [`payee:${payeeId}`, 'clearing:payouts', 'bank:stripe'];
  const about = { payoutId, batchId, payeeId, amount: value, currency: 'USD' };
  const add = (what: string, data: Record<string, unknown>) =>
    log.add(stream, `payouts.payout-${what}.v1`, { payoutId, ...data });
  if (outcome.includes('skipped')) return add('skipped', { ...about, reason: 'no-payout-method' });
  add('requested', { ...about, postings: move(payee, clearing, value) });
  add('sent', { providerTransferId: `tr_${payoutId}`, providerPayoutId: `po_${payoutId}`, arrivalDate: null });
  if (outcome.includes('failed')) {
    add('failed', {
      payeeId,
      code: 'account_closed',
      reason: 'account closed',
      postings: move(clearing, payee, value),
    });
  }
  if (!outcome.includes('paid')) return;
  const paid = {
    payeeId,
    providerPayoutId: `po_${payoutId}`,
    traceId: `trace-${payoutId}`,
    paidAt: '2026-04-03T08:00:00.000Z',
  };
  add('paid', { ...paid, postings: move(clearing, bank, value) });
  if (outcome.includes('returned')) {
    add('returned', { payeeId, code: 'R03', reason: 'no account', postings: move(bank, payee, value) });
  }
};

const approve = (log: Log, batchId: string, lines: Line[]): void => {
  const draft = { currency: 'USD', lines };
  const contentHash = contentHashOf(draft as unknown as Parameters<typeof contentHashOf>[0]);
  const add = (what: string, data: Record<string, unknown>, actor: string) =>
    log.add(`payoutBatch-${batchId}`, `payouts.batch-${what}.v1`, { batchId, contentHash, ...data }, actor);
  add('drafted', { ...draft, maker: MAKER, skipped: [] }, MAKER);
  add('submitted', { by: MAKER }, MAKER);
  add('approved', { by: CHECKER }, CHECKER);
};

/** Two reports, a correction, an earlier batch, and the batch that the pack is about. */
export const sampleSeason = (): SampleSeason => {
  const log = new Log();
  const [first, wrong, right] = statements();
  if (!first || !wrong || !right) throw new Error('the season has three statements');
  for (const payeeId of ['ana', 'ben', 'cleo']) {
    log.add(`payee-${payeeId}`, 'payouts.payee-registered.v1', { payeeId, name: `Payee ${payeeId}` });
    log.add(`payee-${payeeId}`, 'payouts.payout-method-set.v1', {
      payeeId,
      provider: 'stripe',
      accountId: `acct_${payeeId}`,
      bankAccountId: null,
      currency: null,
    });
  }
  agree(log, 'sheet-1', { isrc: 'QMXX02600001' }, '2026-01-01', SHEETS.first);
  agree(log, 'sheet-2', { isrc: 'QMXX02600001' }, '2026-03-01', SHEETS.second);
  agree(log, 'sheet-3', { upc: '00012345678905' }, '2026-01-01', SHEETS.release);
  for (let i = 0; i < 20; i += 1) log.add(...registeredTrack(100 + i));
  book(log, first);
  book(log, wrong);
  const earlier = { payoutId: 'pay-0', payeeId: 'ana', amount: '50.00' };
  approve(log, 'batch-0', [earlier]);
  payout(log, 'batch-0', earlier, 'paid');
  book(log, right, wrong);
  const lines: Line[] = [
    { payoutId: 'pay-1', payeeId: 'ana', amount: '70.00' },
    { payoutId: 'pay-2', payeeId: 'ben', amount: '17.00' },
    { payoutId: 'pay-3', payeeId: 'cleo', amount: '1.00' },
  ];
  approve(log, 'batch-1', lines);
  const [ana, ben, cleo] = lines;
  if (ana) payout(log, 'batch-1', ana, 'paid');
  if (ben) payout(log, 'batch-1', ben, 'paid', 'returned');
  if (cleo) payout(log, 'batch-1', cleo, 'skipped');
  log.add(...registeredTrack(199));
  return { batchId: 'batch-1', events: log.events, statements: [first, wrong, right] };
};
