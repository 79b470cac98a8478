import { stripeId } from '../stripe/ids';
import { StripeFault } from '../stripe/fault';
import type { World } from '../world';

import { fingerprint, inUse, recall, slot, type StoredResponse } from './idempotency';
import type { Route } from './route';

export interface Request {
  readonly account: string;
  /** Of the URL, with its ids. */
  readonly url: string;
  readonly path: Readonly<Record<string, string>>;
  readonly parameters: unknown;
  /** The body as it came. */
  readonly body: string;
  readonly idempotencyKey: string | null;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly request: string;
  /** True when an earlier request with the same key was answered so. */
  readonly replayed: boolean;
}

/** Runs calls against the world, each at most once per idempotency key. */
export class Executor {
  readonly #inFlight = new Set<string>();

  constructor(private readonly world: World) {}

  /** @param hold waits, with the key in flight, before anything is done */
  async execute(route: Route, ask: Request, hold: () => Promise<void>): Promise<Answer> {
    const id = stripeId('req');
    const run = route.prepare(ask.parameters);
    const key = route.method === 'POST' ? ask.idempotencyKey : null; // the other methods are idempotent by themselves
    const work = (): object =>
      run({ ...this.world, account: ask.account, path: ask.path, request: { id, idempotencyKey: key } });
    if (key === null) {
      await hold();
      return { status: 200, body: await this.world.store.transact(work), request: id, replayed: false };
    }

    const at = slot(ask.account, key);
    const print = fingerprint(route.method, ask.url, ask.body);
    const earlier = recall(this.world.store, this.world.clock, at, print);
    if (this.#inFlight.has(at)) throw inUse(key);
    if (earlier !== undefined) {
      await this.world.store.transact(() => undefined);
      return { status: earlier.status, body: earlier.body, request: earlier.request, replayed: true };
    }
    this.#inFlight.add(at);
    try {
      await hold();
      const response = await this.#once(at, print, id, work);
      return { ...response, replayed: false };
    } finally {
      this.#inFlight.delete(at);
    }
  }

  /** The effects and the answer are kept in one transaction; a refusal keeps its answer and has no effects. */
  async #once(at: string, print: string, request: string, work: () => object): Promise<StoredResponse> {
    const { store, clock } = this.world;
    const keep = (status: number, body: object): StoredResponse => {
      const response = { fingerprint: print, status, body, request, at: clock.now() };
      store.put('responses', at, response);
      return response;
    };
    try {
      return await store.transact(() => keep(200, work()));
    } catch (error) {
      if (!(error instanceof StripeFault) || !error.storable) throw error;
      return store.transact(() => keep(error.status, error.body()));
    }
  }
}
