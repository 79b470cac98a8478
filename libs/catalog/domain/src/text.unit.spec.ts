import { folded, tidy } from './text';

describe('names and titles', () => {
  it('are kept with single spaces and composed characters', () => {
    expect(tidy('  Sigur\u00a0 Ro\u0301s \t')).toBe('Sigur Rós');
  });

  it('are compared without case, accents and width', () => {
    expect(folded('BEYONCÉ')).toBe(folded('beyonce\u0301'));
    expect(folded('ＡＢＣ')).toBe('abc');
    expect(folded('Ｒｏ́ｓ')).toBe('ros');
  });

  it('keep scripts that have no case', () => {
    expect(folded('宇多田ヒカル')).not.toBe('');
    expect(folded('Ленинград')).toBe('ленинград');
  });
});
