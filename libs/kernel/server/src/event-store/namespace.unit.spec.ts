import { BadNamespace, streamNames } from './namespace';

describe('the streams of a namespace', () => {
  const staging = streamNames('staging');

  it('carry its name in the store, and their own elsewhere', () => {
    expect(staging.stored('payout-1')).toBe('staging:payout-1');
    expect(staging.own('staging:payout-1')).toBe('payout-1');
    expect(staging.filter).toMatchObject({ filterOn: 'streamName', prefixes: ['staging:'] });
  });

  it('are told from those of a namespace that begins alike, and from those without', () => {
    expect(['staging:a', 'staging2:a', 'staging', 'a', '$$staging:a'].map(staging.isOwn)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('without a namespace are the streams that have none', () => {
    const none = streamNames();
    expect(none.stored('payout-1')).toBe('payout-1');
    const { regex } = none.filter as { regex: string };
    for (const [stored, own] of [
      ['payout-1', true],
      ['p', true],
      ['staging:payout-1', false],
      ['$$payout-1', false],
      ['$settings', false],
    ] as const)
      expect([stored, none.isOwn(stored), new RegExp(regex).test(stored)]).toEqual([stored, own, own]);
  });

  it('cannot be named so that they would lie in another', () => {
    for (const names of [streamNames(), staging])
      for (const stream of ['production:payout-1', ':x', '$settings', '$$payout-1'])
        expect(() => names.stored(stream)).toThrow(TypeError);
  });

  it.each(['', 'Staging', 'a:b', 'a-b', '$x', 'ä', ' ', 'x'.repeat(64)])('refuses %j as a name', (name) => {
    expect(() => streamNames(name)).toThrow(BadNamespace);
  });
});
