import type Stripe from 'stripe';

import { emit } from '../resources/events';
import { book } from '../resources/ledger';
import type { Store } from '../store/store';
import type { World } from '../world';

import { FAILURES, type PayoutPlan } from './plan';

/** Banking days between `paid` and its return: Stripe says that a payout may fail within five business days. */
const RETURN_AFTER = 5;

const settle = (world: World, id: string, plan: PayoutPlan): void => {
  const { store, bankingDay } = world;
  const owned = store.get('payouts', id);
  if (owned === undefined || owned.object.status === 'canceled') return store.remove('plans', id);
  const { account, object: payout } = owned;
  const become = (change: Partial<Stripe.Payout>, event: Stripe.Event['type']): void => {
    const changed = { ...payout, ...change };
    store.put('payouts', id, { account, object: changed });
    emit(world, account, event, changed);
  };
  const then = (next: PayoutPlan['next'], days: number): void =>
    store.put('plans', id, { ...plan, next, dueAt: plan.dueAt + days * bankingDay });

  switch (plan.next) {
    case 'in_transit':
      become({ status: 'in_transit' }, 'payout.updated');
      return then(plan.outcome.kind === 'failed' ? 'failed' : 'paid', 1);
    case 'paid':
      become({ status: 'paid', trace_id: { status: 'supported', value: id.slice(-15).toUpperCase() } }, 'payout.paid');
      return plan.outcome.kind === 'returned' ? then('failed', RETURN_AFTER) : store.remove('plans', id);
    case 'failed': {
      const code = plan.outcome.kind === 'paid' ? 'could_not_process' : plan.outcome.code;
      const { currency, amount } = payout;
      const refund = book(world, { account, amount, currency, type: 'payout_failure', source: id });
      become(
        {
          status: 'failed',
          failure_code: code,
          failure_message: FAILURES[code] ?? code,
          failure_balance_transaction: refund,
        },
        'payout.failed',
      );
      blameBank(world, String(payout.destination));
      return store.remove('plans', id);
    }
  }
};

/** A bank account to which a payout failed takes no more until it is replaced. */
const blameBank = ({ store }: World, id: string): void => {
  const bank = store.get('bankAccounts', id);
  if (bank !== undefined) store.put('bankAccounts', id, { ...bank, object: { ...bank.object, status: 'errored' } });
};

const due = (store: Store): [string, PayoutPlan] | undefined =>
  store
    .all('plans')
    .reduce<[string, PayoutPlan] | undefined>(
      (first, entry) => (first === undefined || entry[1].dueAt < first[1].dueAt ? entry : first),
      undefined,
    );

/** Takes payouts on from state to state when their time has come. */
export class Settlement {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly world: World,
    private readonly failed: (error: unknown) => void,
    /** Told when the clock, and no request, has moved payouts on: their events wait to be delivered. */
    private readonly moved: () => void,
  ) {}

  /** Does all that is due, and sets the timer for what is next. Call it after every change. */
  async run(): Promise<void> {
    clearTimeout(this.#timer);
    const { store, clock } = this.world;
    for (let next = due(store); next !== undefined; next = due(store)) {
      const [id, plan] = next;
      const wait = plan.dueAt - clock.now();
      if (wait > 0) {
        clearTimeout(this.#timer); // several runs may have come here
        this.#timer = setTimeout(() => void this.run().then(this.moved, this.failed), Math.min(wait, 2 ** 31 - 1));
        return;
      }
      await store.transact(() => settle(this.world, id, plan));
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
