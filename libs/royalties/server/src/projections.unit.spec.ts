import { amount, currency, sha256, type Gtin, type Isrc, type PayeeId, type StatementId } from '@max/kernel';
import { bySystem, metadataOf, type Documents, type Projection } from '@max/kernel/server';
import type { CatalogEvent } from '@max/catalog/contracts';
import type { RoyaltiesEvent } from '@max/royalties/contracts';

import { splitSheets } from './split-sheets/projection';
import { statements } from './statements/projection';
import { subjects } from './subjects/projection';

const id = 'a' as StatementId;
const file = sha256('a'.repeat(64));
const USD = currency('USD');

/** One of each kind that a view reads; a new event type that no view was taught is missing here and does not compile. */
const history: { [Type in RoyaltiesEvent['type']]: Extract<RoyaltiesEvent, { type: Type }>['data'] } = {
  'royalties.split-sheet-agreed.v1': {
    sheetId: 's',
    target: { isrc: 'GBXWZ0800015' as Isrc },
    effectiveFrom: '2025-01-01',
    shares: [{ payeeId: 'p' as PayeeId, percent: amount('100') }],
  },
  'royalties.statement-received.v1': {
    statementId: id,
    fileSha256: file,
    fileName: 'x',
    bytes: 1,
    requestedFormat: null,
    corrects: null,
  },
  'royalties.statement-parsed.v1': {
    statementId: id,
    format: 'distrokid',
    formatVersion: '13 columns',
    source: 'DistroKid',
    linesFile: file,
    rejectsFile: null,
    lines: { total: 3, accepted: 2, rejected: 1, duplicateLooking: 0 },
    totals: [{ currency: USD, amount: amount('3') }],
    period: null,
    controls: [],
    parserVersion: '1',
  },
  'royalties.statement-needs-attention.v1': { statementId: id, problems: ['look'] },
  'royalties.statement-accepted.v1': { statementId: id, reason: 'looked' },
  'royalties.statement-rejected.v1': { statementId: id, code: 'x', reason: 'y', line: 1 },
  'royalties.statement-failed.v1': { statementId: id, step: 'booking', reason: 'no disk.' },
  'royalties.statement-booking-requested.v1': { statementId: id },
  'royalties.statement-booked.v1': {
    statementId: id,
    breakdownFile: file,
    groupsRoot: file,
    groupCount: 1,
    unmatchedLines: 1,
    booked: [{ currency: USD, credited: amount('1'), held: amount('2') }],
    postings: [],
    corrects: null,
  },
  'royalties.statement-superseded.v1': { statementId: id, by: 'b' as StatementId },
};

const catalogue: Pick<CatalogEvent, 'type' | 'data'>[] = [
  {
    type: 'catalog.release-registered.v1',
    data: { upc: '00718752155427' as Gtin, title: '', artistId: '', artistName: '', label: null, releaseDate: null },
  },
];

/** Applies the events with the kernel's own rule: a document is not changed by an event that it has seen. */
const run = async <Doc extends object>(
  view: Projection<Doc>,
  events: readonly { type: string; data: object }[],
  times: number,
): Promise<unknown> => {
  const stored = new Map<string, { document: Doc | undefined; seen: number }>();
  for (let time = 0; time < times; time += 1) {
    for (const [i, event] of events.entries()) {
      const documents: Documents<Doc> = {
        change: async (key, next) => {
          const { document, seen } = stored.get(key) ?? { document: undefined, seen: -1 };
          if (seen < i) stored.set(key, { document: next(document), seen: i });
        },
      };
      const metadata = metadataOf(bySystem('test', new Date(0), 'c'));
      const recorded = { ...event, id: '', stream: '', revision: i, position: BigInt(i), recordedAt: '', metadata };
      await view.on[event.type]?.(recorded, documents);
    }
  }
  return [...stored.entries()];
};

const all = Object.entries(history).map(([type, data]) => ({ type, data }));

it('every event of a statement is known to its view', () => {
  expect(Object.keys(statements.on).sort()).toEqual(
    Object.keys(history)
      .filter((type) => type.includes('.statement-'))
      .sort(),
  );
});

it.each([
  ['statements', statements, all],
  ['split-sheets', splitSheets, all],
  ['subjects', subjects, catalogue],
])('running the events of %s twice changes nothing', async (_, view, events) => {
  const once = await run<object>(view as Projection<object>, events, 1);
  expect(once).not.toEqual([]);
  expect(await run<object>(view as Projection<object>, events, 2)).toEqual(once);
});

it('a failed booking says why and can be asked for again; asking takes the reason away', async () => {
  const ofType = (type: keyof typeof history) => ({ type, data: history[type] });
  const asked = ofType('royalties.statement-booking-requested.v1');
  const failed = [
    ofType('royalties.statement-received.v1'),
    ofType('royalties.statement-parsed.v1'),
    asked,
    ofType('royalties.statement-failed.v1'),
  ];
  const rejection = { code: 'booking-failed', reason: 'no disk. Book it again.', line: null };
  expect(await run(statements, failed, 1)).toMatchObject([
    ['a', { document: { status: 'parsed', booking: false, rejection } }],
  ]);
  expect(await run(statements, [...failed, asked], 1)).toMatchObject([
    ['a', { document: { status: 'parsed', booking: true, rejection: null } }],
  ]);
});

it('a report whose control total is wrong never looks ready for booking', async () => {
  const parsed = history['royalties.statement-parsed.v1'];
  const controls = [{ name: 'lines', stated: '2', counted: '1', holds: false }];
  const received = { type: 'royalties.statement-received.v1', data: history['royalties.statement-received.v1'] };
  const events = [received, { type: 'royalties.statement-parsed.v1', data: { ...parsed, controls } }];
  expect(await run(statements, events, 1)).toMatchObject([['a', { document: { status: 'needs-attention' } }]]);
});
