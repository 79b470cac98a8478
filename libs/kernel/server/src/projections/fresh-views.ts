import { setMaxListeners } from 'node:events';

import type { Position } from '../event-store/event-store';
import { pause } from '../event-store/reachable';
import { metrics } from '../observability/metrics';

import { Checkpoints } from './checkpoints';
import type { Projection } from './projection';
import { ViewBehind, ViewNotBuilt } from './view-behind';
import { ViewReader } from './view-reader';

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;

interface Waiter {
  readonly view: Projection<never>;
  readonly atLeast: Position;
  readonly settle: (error?: unknown) => void;
  reached: Position;
}

/** Lets readers wait until a view has got to a position: however many wait, one question at a time asks for all of them. */
export class FreshViews {
  private readonly waiters = new Set<Waiter>();
  private asking: Promise<void> | undefined;
  private wait = FIRST_PAUSE_MS;
  private joined = new AbortController();

  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly reader: ViewReader,
    private readonly patienceMs: number,
  ) {}

  /** @throws ViewBehind after the patience, or the signal's reason */
  async until(view: Projection<never>, atLeast: Position, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    setMaxListeners(0, signal); // outside of requests one signal serves all who wait
    const end = metrics.viewWait.startTimer();
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown): void => {
        clearTimeout(late);
        signal.removeEventListener('abort', gone);
        if (!this.waiters.delete(waiter)) return;
        end({ result: error === undefined ? 'fresh' : signal.aborted ? 'left' : 'behind' });
        if (error === undefined) resolve();
        else reject(error instanceof Error ? error : new Error(String(error)));
      };
      const waiter: Waiter = { view, atLeast, settle, reached: 0n };
      const gone = () => settle(signal.reason);
      const late = setTimeout(() => settle(new ViewBehind(atLeast, waiter.reached)), this.patienceMs);
      signal.addEventListener('abort', gone, { once: true });
      this.waiters.add(waiter);
      this.wait = FIRST_PAUSE_MS;
      this.joined.abort();
      this.asking ??= this.askForAll().finally(() => (this.asking = undefined));
    });
  }

  private async askForAll(): Promise<void> {
    while (this.waiters.size > 0) {
      const waiting = [...this.waiters];
      try {
        await this.ask(waiting);
      } catch (error) {
        for (const { settle } of waiting) settle(error);
      }
      this.joined = new AbortController();
      if (this.waiters.size > 0) await pause(this.wait, this.joined.signal);
      this.wait = Math.min(this.wait * 2, LONGEST_PAUSE_MS);
    }
  }

  private async ask(waiting: readonly Waiter[]): Promise<void> {
    const collections = new Map<Waiter, string>();
    for (const [i, waiter] of waiting.entries()) {
      try {
        collections.set(waiter, await this.reader.collectionOf(waiter.view, { latest: i === 0 }));
      } catch (error) {
        if (!(error instanceof ViewNotBuilt)) throw error;
        waiter.settle(error);
      }
    }
    const positions = await this.checkpoints.positions([...new Set(collections.values())]);
    for (const [waiter, collection] of collections) {
      waiter.reached = positions.get(collection) ?? 0n;
      if (waiter.reached >= waiter.atLeast) waiter.settle();
    }
  }
}
