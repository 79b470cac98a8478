import { contentHashOf } from '../facts/batch';
import { groupOf, SHEETS } from '../testing';

import { after, drop, find, groupAt, rebook } from './testing/frauds';

const BATCH = 'payouts.batch-';

describe('the ledger', () => {
  it('out of balance is found', () => {
    const { names } = after((season) => {
      const { data } = find(season, 'payouts.payout-paid.v1', 'pay-1');
      data['postings'] = (data['postings'] as unknown[]).slice(1);
    });
    expect(names).toEqual(['double-entry']);
  });

  it('paying more than was earned is found', () => {
    const { names, problems } = after((season) => {
      const drafted = find(season, `${BATCH}drafted.v1`, 'batch-1');
      const lines = drafted.data['lines'] as { amount: string }[];
      if (lines[0]) lines[0].amount = '7000.00';
      const contentHash = contentHashOf(drafted.data as unknown as Parameters<typeof contentHashOf>[0]);
      for (const step of ['drafted', 'submitted', 'approved']) {
        find(season, `${BATCH}${step}.v1`, 'batch-1').data['contentHash'] = contentHash;
      }
      for (const { data } of season.events.filter(({ stream }) => stream === 'payout-pay-1')) {
        if ('amount' in data) data['amount'] = '7000.00';
        for (const posting of (data['postings'] ?? []) as { amount: string }[]) {
          posting.amount = posting.amount.replace('70.00', '7000.00');
        }
      }
    });
    expect(names).toEqual(['cover']);
    expect(problems).toContain('ana, who had too little');
  });

  it('crediting more than the shares is found', () => {
    const { names } = after((season) => {
      const { data } = find(season, 'royalties.statement-booked.v1', '"statementId":"st-1"');
      const postings = data['postings'] as { account: string; currency: string; amount: string }[];
      data['postings'] = [
        ...postings,
        { account: 'payee:ana', currency: 'USD', amount: '5.00' },
        { account: 'receivable:streamly', currency: 'USD', amount: '-5.00' },
      ];
    });
    expect(names).toEqual(['credits']);
  });

  it('crediting a payee by an event that nothing accounts for is found', () => {
    const { names, problems } = after((season) => {
      const postings = [
        { account: 'payee:ana', currency: 'USD', amount: '5.00' },
        { account: 'misc:gift', currency: 'USD', amount: '-5.00' },
      ];
      const metadata = find(season, `${BATCH}approved.v1`, 'batch-1').metadata;
      const event = { id: 'gift', type: 'ledger.adjusted.v1', stream: 'adjustment-1', revision: 0, metadata };
      season.events.splice(30, 0, { ...event, data: { postings } });
    });
    expect(names).toEqual(['cover']);
    expect(problems).toContain('for no reason known here');
  });

  it('crediting a statement of which no lines are shown is found', () => {
    const { names } = after((season) => {
      season.statements = season.statements.slice(1);
    });
    expect(names).toEqual(['sources', 'credits']);
  });
});

describe('the breakdown', () => {
  it('with other shares than the sheet’s is found', () => {
    const { names, problems } = after((season) => {
      const { group } = groupAt(season, 2);
      for (const share of group.shares) share.percent = share.payeeId === 'ana' ? '61' : '39';
      rebook(season);
    });
    expect(names).toEqual(['splits']);
    expect(problems).toContain('but the sheet says ana 60%, ben 40%');
  });

  it('divided otherwise than by largest remainder is found', () => {
    const { names } = after((season) => {
      const { group } = groupAt(season, 3);
      const swapped = new Map(group.shares.map(({ payeeId, amount }) => [payeeId === 'ana' ? 'ben' : 'ana', amount]));
      for (const share of group.shares) share.amount = swapped.get(share.payeeId) ?? '';
      rebook(season);
    });
    expect(names).toEqual(['credits', 'splits']);
  });

  it('by a sheet that nobody agreed is found', () => {
    const { names } = after((season) => drop(season, 'royalties.split-sheet-agreed.v1', 'sheet-3'));
    expect(names).toEqual(['splits']);
  });

  it('by a sheet that was agreed after the booking is found', () => {
    const { names } = after((season) => {
      const sheet = find(season, 'royalties.split-sheet-agreed.v1', 'sheet-3');
      season.events = [...season.events.filter((event) => event !== sheet), sheet];
    });
    expect(names).toEqual(['splits']);
  });

  it('by the release’s sheet where the recording has its own is found', () => {
    const { names, problems } = after((season) => {
      const sheet = structuredClone(find(season, 'royalties.split-sheet-agreed.v1', 'sheet-1'));
      sheet.data = { ...sheet.data, sheetId: 'sheet-4', target: { isrc: 'QMXX02600002' } };
      season.events.splice(10, 0, { ...sheet, id: 'own', stream: 'splitSheet-QMXX02600002', revision: 0 });
    });
    expect(names).toEqual(['sales-lines']);
    expect(problems).toContain('when sheet sheet-4 was in effect');
  });

  it('by a sheet of another time is found', () => {
    const late = after((season) => {
      const { lines } = groupAt(season, 3);
      const under = groupOf(
        'QMXX02600001|sheet-1|USD',
        lines as Parameters<typeof groupOf>[1],
        'sheet-1',
        SHEETS.first,
      );
      season.statements[0]?.groups.splice(3, 1, under);
      rebook(season);
    });
    expect(late.names).toContain('sales-lines');
    expect(late.problems).toContain('when sheet sheet-2 was in effect');
    const early = after((season) => {
      const { lines } = groupAt(season, 2);
      const under = groupOf(
        'QMXX02600001|sheet-2|USD',
        lines as Parameters<typeof groupOf>[1],
        'sheet-2',
        SHEETS.second,
      );
      season.statements[0]?.groups.splice(2, 1, under);
      rebook(season);
    });
    expect(early.problems).toContain('before sheet sheet-2 took effect');
  });

  it('that is not the one booked is found', () => {
    const { names } = after((season) => {
      groupAt(season, 4).group.lineCount = 2;
    });
    // the sample's own booking keeps the root of before
    expect(names).toEqual(['breakdown', 'sales-lines']);
  });
});

describe('sales lines', () => {
  it('changed in amount under a booked group are found, with the file and the group', () => {
    const { names, problems } = after((season) => {
      const [line] = groupAt(season, 2).lines;
      if (line) line['amount'] = '11.123456789';
    });
    expect(names).toEqual(['sales-lines']);
    expect(problems).toContain(
      'statements/st-1/lines.ndjson: lines 2–3 are not the lines of group QMXX02600001|sheet-1|USD',
    );
    expect(problems).toContain('its amount is 9.623456789, but its lines sum to 10.623456789');
  });

  it('changed in anything else are found', () => {
    const { names } = after((season) => {
      const [line] = groupAt(season, 4).lines;
      if (line) line['territory'] = 'US';
    });
    expect(names).toEqual(['sales-lines']);
  });

  it('used in two groups are found', () => {
    const { problems } = after((season) => {
      const [line] = groupAt(season, 2).lines;
      const { lines } = groupAt(season, 3);
      const used = [{ ...lines[0], line: line?.['line'] }] as Parameters<typeof groupOf>[1];
      season.statements[0]?.groups.splice(3, 1, groupOf('QMXX02600001|sheet-2|USD', used, 'sheet-2', SHEETS.second));
      rebook(season);
    });
    expect(problems).toContain('line 2 of the report is used twice');
  });

  it('of another recording or currency than their group are found', () => {
    const { problems } = after((season) => {
      const moved = [{ ...groupAt(season, 4).lines[0], isrc: 'QMXX02699999', currency: 'USD' }] as Parameters<
        typeof groupOf
      >[1];
      const other = groupOf('QMXX02600002|sheet-3|USD', moved, 'sheet-3', SHEETS.release);
      other.group.isrc = 'QMXX02600002';
      season.statements[0]?.groups.splice(4, 1, other);
      rebook(season);
    });
    expect(problems).toContain('is of QMXX02699999, its group');
  });
});
