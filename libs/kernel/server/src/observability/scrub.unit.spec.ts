import { censor, scrub } from './scrub';

describe('a log line', () => {
  it.each([
    ['mail to ann.o+x@label.example failed', 'mail to [e-mail] failed'],
    ['jürgen@müller.example', '[e-mail]'],
    ['mongodb://max:hunter2@db.example:27017/x', 'mongodb://[e-mail]:27017/x'],
    ['redis://max:hunter2@redis:6379', 'redis://[credentials]@redis:6379'],
    ['IBAN DE89370400440532013000.', 'IBAN [iban].'],
    ['iban gb29 nwbk 6016 1331 9268 19!', 'iban [iban]!'],
    ['a mistyped one, DE88 3704 0044 0532 0130 00', 'a mistyped one, [iban]'],
    ['key sk_test_4eC39HqLyjWDarjtT1zdp7dc', 'key [key]'],
    ['whsec_abc123 and rk_live_x1', '[key] and [key]'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: [credentials]'],
    ['max_session=AbCdEf0123; Path=/', '[session]; Path=/'],
    ['Zm9vYmFyMDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3A', '[token]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', '[token]'],
  ])('tells nothing personal: %s', (line, clean) => {
    expect(scrub(line)).toBe(clean);
  });

  it.each([
    'at route (file:///srv/node_modules/@nestjs/core/router/router-proxy.js:9:17)',
    '0af76519-16cd-43dd-8448-eb211c80319c',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '2026-11-22T19:28:44.123Z',
    'process:pay-batches_v12 stands still before payouts.payout-requested.v1',
    'the-quick-brown-fox-jumps-over-the-lazy-dog',
  ])('keeps what it needs: %s', (line) => {
    expect(scrub(line)).toBe(line);
  });

  it('does not repeat what the request said, as JSON writes it', () => {
    const line = JSON.stringify({ message: 'no such payee: Ann "Bo" Olsen, Ann' });
    expect(scrub(line, ['Ann "Bo" Olsen'])).toBe('{"message":"no such payee: [redacted], Ann"}');
  });

  it('has no members that tell by their name, however deep', () => {
    const members = {
      user: 'u-1',
      fileName: 'a.csv',
      to: [{ email: 'x', holderName: 'y', bank: { accountNumber: 1 } }],
    };
    expect(censor(members)).toEqual({
      user: 'u-1',
      fileName: '[redacted]',
      to: [{ email: '[redacted]', holderName: '[redacted]', bank: { accountNumber: '[redacted]' } }],
    });
  });

  it('ends, even with an object that contains itself, and takes no foreign objects apart', () => {
    const circle: Record<string, unknown> = { id: 1, map: new Map([['password', 'x']]) };
    circle['again'] = circle;
    expect(JSON.stringify(censor(circle))).toContain('"map":"[Map]"');
  });

  it('of 1 MB of unlucky text takes no noticeable time', () => {
    const start = performance.now();
    for (const unlucky of ['a'.repeat(1e6), 'a.'.repeat(5e5), 'a1'.repeat(5e5), `${'a'.repeat(5e5)}@`]) scrub(unlucky);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
