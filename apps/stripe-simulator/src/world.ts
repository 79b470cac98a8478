import type { Store } from './store/store';

/** The account whose API key is used: the platform that pays others. */
export const PLATFORM = 'acct_platform';

/** What a call sees. */
export interface World {
  readonly store: Store;
  readonly clock: Clock;
  /** Length of a banking day in milliseconds. */
  readonly bankingDay: number;
}

/** The simulator's time: the machine's, moved forward as far as the control port was told to. */
export class Clock {
  constructor(private readonly store: Store) {}

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + (this.store.get('settings', 'clockOffset') ?? 0);
  }

  /** Seconds since 1970, as Stripe writes times. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Within a transaction. */
  advance(ms: number): void {
    this.store.put('settings', 'clockOffset', (this.store.get('settings', 'clockOffset') ?? 0) + ms);
  }
}
