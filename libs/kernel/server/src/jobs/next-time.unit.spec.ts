import { checkRepeat, nextTime } from './next-time';

const after = (rule: Parameters<typeof nextTime>[0], from: string, count: number): string[] => {
  const times: string[] = [];
  let last = Date.parse(from);
  for (let i = 0; i < count; i++) {
    last = nextTime(rule, last) ?? NaN;
    times.push(new Date(last).toISOString());
  }
  return times;
};

describe('the times of a repeat', () => {
  test('are local times of their zone, before and after the change to summer time', () => {
    const atSix = { cron: '0 6 * * *', timeZone: 'Europe/Berlin' };
    expect(after(atSix, '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T05:00:00.000Z',
      '2026-03-29T04:00:00.000Z',
      '2026-03-30T04:00:00.000Z',
    ]);
  });

  test('one that the change skips is taken an hour later, never left out', () => {
    const inTheGap = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };
    expect(after(inTheGap, '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  test('one that comes twice in autumn is taken once', () => {
    const twice = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };
    expect(after(twice, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  test('are always later than what they are asked for', () => {
    const eachSecond = { cron: '* * * * * *', timeZone: 'UTC' };
    expect(after(eachSecond, '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-01T00:00:01.000Z',
      '2026-01-01T00:00:02.000Z',
    ]);
  });

  test.each([
    ['a pattern that is none', 'x', { cron: '61 * * * *', timeZone: 'UTC' }],
    ['a zone that is none', 'x', { cron: '* * * * *', timeZone: 'Nowhere' }],
    ['an id with a colon', 'a:b', { cron: '* * * * *', timeZone: 'UTC' }],
  ])('%s is refused', (_, id, rule) => {
    expect(() => checkRepeat(id, rule)).toThrow(RangeError);
  });
});
