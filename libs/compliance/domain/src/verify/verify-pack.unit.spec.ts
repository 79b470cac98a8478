import { sampleKeys, samplePack, sampleSeason } from '../testing';
import { formatVerifierKey } from '../note/keys';

import { verifyPack } from './verify-pack';

describe('an honest pack', () => {
  const report = verifyPack(samplePack(sampleSeason()));

  it('holds in every point', () => {
    expect(report.checks.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.checks).toHaveLength(21);
  });

  it('says what it is about', () => {
    expect(report.payments).toEqual([
      { payoutId: 'pay-1', payeeId: 'ana', amount: '70.00', currency: 'USD', state: 'paid' },
      { payoutId: 'pay-2', payeeId: 'ben', amount: '17.00', currency: 'USD', state: 'returned' },
      { payoutId: 'pay-3', payeeId: 'cleo', amount: '1.00', currency: 'USD', state: 'skipped' },
    ]);
    expect(report.checkpoint?.cosignedAt).toBe('2026-04-05T00:00:00.000Z');
    expect(report.keys.map(({ vkey }) => vkey)).toEqual(Object.values(sampleKeys()).map(formatVerifierKey));
  });
});
