/** One thing that the verifier looked at. */
export interface CheckResult {
  /** Stable slug, such as `four-eyes`. */
  readonly name: string;
  /** What holds when it is ok, in words. */
  readonly title: string;
  readonly ok: boolean;
  /** What was found: figures when it holds, how many problems when not. */
  readonly detail: string;
  /** Each with its place: file and line, or event. At most {@link MOST_PROBLEMS}. */
  readonly problems: readonly string[];
}

export interface KeyShown {
  readonly part: 'log' | 'witness';
  readonly vkey: string;
  readonly fingerprint: string;
}

export interface PaymentShown {
  readonly payoutId: string;
  readonly payeeId: string;
  readonly amount: string;
  readonly currency: string;
  readonly state: string;
}

export interface PackReport {
  readonly ok: boolean;
  readonly packId: string | null;
  readonly payoutBatchId: string | null;
  readonly createdAt: string | null;
  /** Origin, leaves and root of the log, and when the witness saw it (ISO 8601). */
  readonly checkpoint: { readonly head: string; readonly cosignedAt: string | null } | null;
  readonly keys: readonly KeyShown[];
  readonly payments: readonly PaymentShown[];
  readonly checks: readonly CheckResult[];
}

export const MOST_PROBLEMS = 50;

/** Collects what is wrong. Whatever goes wrong while looking is a finding too: the verifier fails closed. */
export class Findings {
  private readonly first: string[] = [];
  private total = 0;

  get count(): number {
    return this.total;
  }

  get problems(): readonly string[] {
    return this.first;
  }

  add(where: string, problem: string): void {
    this.total += 1;
    if (this.first.length < MOST_PROBLEMS) this.first.push(`${where}: ${problem}`);
  }

  /** The result of `look`, or `undefined` and a finding when it throws. */
  attempt<T>(where: string, look: () => T): T | undefined {
    try {
      return look();
    } catch (error) {
      const message = error instanceof Error ? error.message : 'could not be read';
      this.add(where, message.startsWith(`${where}: `) ? message.slice(where.length + 2) : message);
      return undefined;
    }
  }
}
