import type { Table } from '../store/tables';
import type { World } from '../world';

import type { Delivery } from './delivery';
import { signatureHeader } from './signature';

const AT_ONCE = 8;
const PATIENCE = 10_000;
const backOff = (attempts: number): number => Math.min(100 * 2 ** attempts, 10_000);

/** Carries queued events to their endpoints, again and again until each has answered 2xx. */
export class Postman {
  readonly #under = new Map<string, AbortController>();
  readonly #later = new Map<string, NodeJS.Timeout>();
  #stopped = false;

  constructor(private readonly world: World) {}

  /** Starts what can be started. Call it after every change. */
  run(): void {
    const { store } = this.world;
    if (this.#stopped || store.get('settings', 'paused') === 1) return;
    const queue = store.all('deliveries' satisfies Table);
    if (store.get('settings', 'newestFirst') === 1) queue.reverse();
    for (const [id, delivery] of queue) {
      if (this.#under.size >= AT_ONCE) return;
      if (!this.#under.has(id) && !this.#later.has(id)) void this.#carry(id, delivery);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#later.values()) clearTimeout(timer);
    for (const carrying of this.#under.values()) carrying.abort();
    while (this.#under.size > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async #carry(id: string, delivery: Delivery): Promise<void> {
    const { store } = this.world;
    const abort = new AbortController();
    this.#under.set(id, abort);
    const arrived = await this.#post(delivery, abort.signal);
    if (!this.#stopped) {
      await store.transact(() => {
        if (arrived) store.remove('deliveries', id);
        else store.put('deliveries', id, { ...delivery, attempts: delivery.attempts + 1 });
      });
      if (!arrived) this.#again(id, backOff(delivery.attempts));
    }
    this.#under.delete(id);
    this.run();
  }

  #again(id: string, wait: number): void {
    const timer = setTimeout(() => {
      this.#later.delete(id);
      this.run();
    }, wait);
    this.#later.set(id, timer);
  }

  async #post({ event, endpoint }: Delivery, signal: AbortSignal): Promise<boolean> {
    const target = this.world.store.get('webhookEndpoints', endpoint);
    const sent = this.world.store.get('events', event);
    if (target === undefined || sent === undefined) return true; // the endpoint was deleted
    const body = JSON.stringify(sent.object, null, 2);
    try {
      const answer = await fetch(target.url, {
        method: 'POST',
        // signed with the machine's time: receivers refuse a signature that is older than five minutes
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signatureHeader(body, target.signingSecret, Math.floor(Date.now() / 1000)),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false; // not reachable, or no answer in time: it is tried again
    }
  }
}
