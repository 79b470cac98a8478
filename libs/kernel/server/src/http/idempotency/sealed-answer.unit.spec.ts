import { seal, unseal } from './sealed-answer';

describe('a kept answer', () => {
  const answer = { body: { id: 'p-1', position: '42' } };

  it('is read with the key and the user it was sealed for', () => {
    const sealed = seal(answer, 'key-1', 'u-1');
    expect(sealed).not.toContain('p-1');
    expect(unseal(sealed, 'key-1', 'u-1')).toEqual(answer);
    expect(unseal(seal({ body: undefined }, 'k', 'u'), 'k', 'u')).toEqual({});
  });

  it('says nothing to another key or user, and is not to be changed', () => {
    const sealed = seal(answer, 'key-1', 'u-1');
    expect(() => unseal(sealed, 'key-2', 'u-1')).toThrow();
    expect(() => unseal(sealed, 'key-1', 'u-2')).toThrow();
    const bytes = Buffer.from(sealed, 'base64');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => unseal(bytes.toString('base64'), 'key-1', 'u-1')).toThrow();
  });
});
