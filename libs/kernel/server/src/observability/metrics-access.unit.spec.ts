import { maySeeMetrics } from './metrics-access';

const TOKEN = 'a-token-of-32-letters-or-so-12345';
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the figures', () => {
  it('without a token are for this machine', () => {
    expect(maySeeMetrics({ headers: {}, peer: '127.0.0.1' }, undefined)).toBe(true);
    expect(maySeeMetrics({ headers: {}, peer: '::1' }, undefined)).toBe(true);
    expect(maySeeMetrics({ headers: {}, peer: '::ffff:127.0.0.1' }, undefined)).toBe(true);
    expect(maySeeMetrics({ headers: {}, peer: '10.0.0.7' }, undefined)).toBe(false);
    expect(maySeeMetrics({ headers: {}, peer: undefined }, undefined)).toBe(false);
    expect(maySeeMetrics({ headers: bearer('guess'), peer: '10.0.0.7' }, undefined)).toBe(false);
  });

  it.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])(
    'are not for a stranger behind a proxy (%s)',
    (name) => {
      expect(maySeeMetrics({ headers: { [name]: '127.0.0.1' }, peer: '127.0.0.1' }, undefined)).toBe(false);
    },
  );

  it('with a token are for who has it, wherever they are', () => {
    expect(maySeeMetrics({ headers: bearer(TOKEN), peer: '10.0.0.7' }, TOKEN)).toBe(true);
    expect(maySeeMetrics({ headers: bearer(`${TOKEN}x`), peer: '127.0.0.1' }, TOKEN)).toBe(false);
    expect(maySeeMetrics({ headers: { authorization: TOKEN }, peer: '127.0.0.1' }, TOKEN)).toBe(false);
    expect(maySeeMetrics({ headers: {}, peer: '127.0.0.1' }, TOKEN)).toBe(false);
  });
});
