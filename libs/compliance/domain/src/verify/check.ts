import type { Pack } from './load-pack';
import type { Findings } from './report';

/** One thing to look at: reports what is wrong and answers what it found. */
export interface Check {
  readonly name: string;
  readonly title: string;
  run(pack: Pack, findings: Findings, options: VerifyOptions): string;
}

export interface VerifyOptions {
  /**
   * Verifier keys ("vkeys") that the reader knows from elsewhere. When a log key (type 1) is among them the pack must be
   * signed by one of those; the same for witness keys (type 4). Without any, the keys in the pack are only shown.
   */
  readonly trustedKeys?: readonly string[];
  /** Signed checkpoints of the same log that the reader has seen before: two heads of one size must agree. */
  readonly knownCheckpoints?: readonly string[];
}

export const NOT_CHECKED = 'was not checked: what it needs could not be read';

/** `3 payments`, `1 payment`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
