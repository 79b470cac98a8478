/**
 * Misfortunes that the control port can order for a route, to see how a client bears them:
 * `drop-request` closes the connection before anything is done, `drop-response` after all is done, `error-500` answers
 * without having done anything, `hold` keeps the request in flight until it is released.
 */
export const MISFORTUNES = ['drop-request', 'drop-response', 'error-500', 'hold'] as const;
export type Misfortune = (typeof MISFORTUNES)[number];

export class Gate {
  readonly #ordered: { route: string; misfortune: Misfortune; times: number }[] = [];
  #held: (() => void)[] = [];

  /** `route` as `POST /v1/payouts`; `times` it is to happen. */
  order(route: string, misfortune: Misfortune, times: number): void {
    this.#ordered.push({ route, misfortune, times });
  }

  next(route: string): Misfortune | undefined {
    const index = this.#ordered.findIndex((entry) => entry.route === route);
    const entry = this.#ordered[index];
    if (entry === undefined) return undefined;
    entry.times -= 1;
    if (entry.times <= 0) this.#ordered.splice(index, 1);
    return entry.misfortune;
  }

  hold(): Promise<void> {
    return new Promise((release) => this.#held.push(release));
  }

  get held(): number {
    return this.#held.length;
  }

  release(): void {
    for (const release of this.#held) release();
    this.#held = [];
  }
}
