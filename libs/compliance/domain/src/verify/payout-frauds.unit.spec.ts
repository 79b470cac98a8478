import { after, drop, find } from './testing/frauds';

const BATCH = 'payouts.batch-';

describe('batches', () => {
  it('approved by their own maker are found', () => {
    const { names, problems } = after((season) => {
      const approved = find(season, `${BATCH}approved.v1`, 'batch-1');
      approved.data['by'] = 'user-maker';
      approved.metadata['actor'] = { kind: 'user', id: 'user-maker' };
    });
    expect(names).toEqual(['four-eyes']);
    expect(problems).toContain('user-maker approved a batch of one’s own');
  });

  it('approved in somebody else’s name are found', () => {
    const { names, problems } = after((season) => {
      find(season, `${BATCH}approved.v1`, 'batch-1').metadata['actor'] = { kind: 'user', id: 'user-maker' };
    });
    expect(names).toEqual(['four-eyes']);
    expect(problems).toContain('but user-maker was signed in');
  });

  it.each(['submitted', 'approved'])('that were never %s are found', (step) => {
    expect(after((season) => drop(season, `${BATCH}${step}.v1`, 'batch-1')).names).toContain('four-eyes');
  });

  it('of which other content was approved are found', () => {
    const { names } = after((season) => {
      find(season, `${BATCH}approved.v1`, 'batch-1').data['contentHash'] = 'ab'.repeat(32);
    });
    expect(names).toEqual(['four-eyes']);
  });

  it('approved by somebody who had changed or submitted them are found', () => {
    const { names } = after((season) => {
      const submitted = find(season, `${BATCH}submitted.v1`, 'batch-1');
      submitted.data['by'] = 'user-checker';
      submitted.metadata['actor'] = { kind: 'user', id: 'user-checker' };
    });
    expect(names).toEqual(['four-eyes']);
  });

  it('changed after the approval are found', () => {
    const { names } = after((season) => {
      const { data, metadata } = find(season, `${BATCH}drafted.v1`, 'batch-1');
      const revised = { id: 'revised', type: `${BATCH}revised.v1`, stream: 'payoutBatch-batch-1', revision: 3 };
      season.events.push({ ...revised, data: { ...data, by: 'user-maker' }, metadata });
    });
    expect(names).toEqual(['four-eyes']);
  });

  it('drafted anew after the approval are found', () => {
    const { names } = after((season) => {
      const draft = structuredClone(find(season, `${BATCH}drafted.v1`, 'batch-1'));
      season.events.push({ ...draft, id: 'again', revision: 3 });
    });
    expect(names).toEqual(['four-eyes']);
  });

  it('with a line changed under the approved hash are found', () => {
    const { names } = after((season) => {
      const lines = find(season, `${BATCH}drafted.v1`, 'batch-1').data['lines'] as { amount: string }[];
      if (lines[0]) lines[0].amount = '71.00';
    });
    expect(names).toEqual(['content-hash', 'payments']);
  });

  it('paid before they were approved are found', () => {
    const { names } = after((season) => {
      const requested = find(season, 'payouts.payout-requested.v1', 'pay-1');
      const rest = season.events.filter((event) => event !== requested);
      const drafted = rest.findIndex(
        ({ type, data }) => type === `${BATCH}drafted.v1` && data['batchId'] === 'batch-1',
      );
      season.events = [...rest.slice(0, drafted), requested, ...rest.slice(drafted)];
    });
    expect(names).toEqual(['four-eyes']);
  });
});

describe('payments', () => {
  it('of another amount than approved are found', () => {
    const { names } = after((season) => {
      const requested = find(season, 'payouts.payout-requested.v1', 'pay-1');
      requested.data['amount'] = '70.01';
    });
    expect(names).toEqual(['payments', 'payout-postings']);
  });

  it('to somebody else are found', () => {
    const { names } = after((season) => {
      find(season, 'payouts.payout-requested.v1', 'pay-1').data['payeeId'] = 'ben';
    });
    expect(names).toContain('payments');
  });

  it('that nobody approved are found', () => {
    const { names, problems } = after((season) => {
      const requested = structuredClone(find(season, 'payouts.payout-requested.v1', 'pay-1'));
      requested.data = { ...requested.data, payoutId: 'pay-9', amount: '0.01', postings: [] };
      season.events.push({ ...requested, id: 'more', stream: 'payout-pay-9', revision: 0 });
    });
    expect(names).toContain('payments');
    expect(problems).toContain('pay-9 is not in the approved batch');
  });

  it('whose bank transfer is another than was sent, or stands for two, are found', () => {
    const { names } = after((season) => {
      find(season, 'payouts.payout-paid.v1', 'pay-1').data['providerPayoutId'] = 'po_other';
    });
    expect(names).toEqual(['bank-transfers']);
  });

  it('given back twice are found', () => {
    const { names, problems } = after((season) => {
      const returned = structuredClone(find(season, 'payouts.payout-returned.v1', 'pay-2'));
      season.events.push({ ...returned, id: 'again', revision: returned.revision + 1 });
    });
    expect(names).toEqual(['cover']);
    expect(problems).toContain('more than payout pay-2 had taken');
  });
});
