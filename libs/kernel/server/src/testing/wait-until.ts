import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until something holds, which is answered. @throws Error with what was seen last, after a bound */
export const waitUntil = async <T>(
  look: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  boundMs = 60_000,
): Promise<T> => {
  for (const end = Date.now() + boundMs; ;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) {
      const text = JSON.stringify(seen, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
      throw new Error(`waited in vain; seen last: ${text}`);
    }
    await delay(10);
  }
};
