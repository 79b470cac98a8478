import { currency as parseCurrency, type PayeeId, type PayoutId } from '@max/kernel';
import { createHash } from 'node:crypto';
import Stripe from 'stripe';

import { fromMinorUnits, toMinorUnits } from './minor-units';
import {
  BadSignature,
  type Answer,
  type BankDetails,
  type Found,
  type PaymentOrder,
  type PaymentProvider,
  type ProviderAccount,
  type ProviderNews,
  type ProviderPayout,
  type ProviderTransfer,
} from './payment-provider';
import { answerTo, reading } from './stripe-answers';
import { payoutFrom, transferFrom } from './stripe-objects';

export interface StripeSettings {
  readonly apiKey: string;
  /** `http://127.0.0.1:<port>` of the simulator; undefined for Stripe itself. */
  readonly apiBase: string | undefined;
  readonly webhookSecret: string;
  /** Longest wait for an answer in milliseconds; default 20,000. */
  readonly timeoutMs?: number;
}

// the client takes no empty key; Stripe refuses this one, and everything but payments works without
const NO_KEY = 'sk_test_not_configured';

/** The port on Stripe Connect: separate transfers and payouts, our payout id in `transfer_group` and in the metadata. */
export class StripePaymentProvider implements PaymentProvider {
  private readonly stripe: Stripe;

  constructor(private readonly settings: StripeSettings) {
    const { protocol, hostname, port } = new URL(settings.apiBase ?? 'https://api.stripe.com');
    this.stripe = new Stripe(settings.apiKey || NO_KEY, {
      host: hostname,
      ...(port === '' ? {} : { port: Number(port) }),
      protocol: protocol === 'http:' ? 'http' : 'https',
      timeout: settings.timeoutMs ?? 20_000,
      maxNetworkRetries: 0, // what to do after a lost answer is decided here, not in the client
      telemetry: false,
      appInfo: { name: 'Max Booster' },
    });
  }

  async ensureAccount(payeeId: PayeeId, accountId: string | null, bank: BankDetails): Promise<Answer<ProviderAccount>> {
    const external = bankParameters(bank);
    const key = createHash('sha256')
      .update(JSON.stringify([accountId, external, bank.agreed]))
      .digest('hex')
      .slice(0, 32);
    const options = { idempotencyKey: `${payeeId}:account:${key}` };
    if (accountId !== null) {
      // the client's type has only tokens here; Stripe takes the details as well
      const addition = { external_account: external as unknown as string, default_for_currency: true };
      const added = await answerTo(this.stripe.accounts.createExternalAccount(accountId, addition, options));
      return mapped(added, ({ id }) => ({ accountId, bankAccountId: id }));
    }
    const made = await answerTo(this.stripe.accounts.create(accountParameters(payeeId, bank, external), options));
    if (made.kind !== 'accepted') return made;
    const { id, external_accounts } = made.value;
    await this.decideOverPayouts(id);
    return { kind: 'accepted', value: { accountId: id, bankAccountId: external_accounts?.data[0]?.id ?? null } };
  }

  async checkAccount(accountId: string): Promise<Answer<ProviderAccount>> {
    const found = await answerTo(this.stripe.accounts.retrieve(accountId));
    if (found.kind !== 'accepted') return found;
    if (!found.value.payouts_enabled) {
      const missing = (found.value.requirements?.currently_due ?? []).join(', ');
      return { kind: 'refused', code: 'account-not-ready', reason: `Stripe still asks for ${missing || 'something'}` };
    }
    await this.decideOverPayouts(accountId);
    return { kind: 'accepted', value: { accountId, bankAccountId: null } };
  }

  async transfer(order: PaymentOrder, accountId: string): Promise<Answer<ProviderTransfer>> {
    const transfer = this.stripe.transfers.create(
      {
        amount: toMinorUnits(order.amount, order.currency),
        currency: order.currency.toLowerCase(),
        destination: accountId,
        transfer_group: order.payoutId,
        metadata: marks(order),
      },
      { idempotencyKey: `${order.payoutId}:transfer` },
    );
    return mapped(await answerTo(transfer), transferFrom);
  }

  async payout(order: PaymentOrder, { accountId }: ProviderTransfer): Promise<Answer<ProviderPayout>> {
    const payout = this.stripe.payouts.create(
      {
        amount: toMinorUnits(order.amount, order.currency),
        currency: order.currency.toLowerCase(),
        metadata: marks(order),
      },
      { idempotencyKey: `${order.payoutId}:payout`, stripeAccount: accountId },
    );
    return mapped(await answerTo(payout), payoutFrom);
  }

  async reverse(payoutId: PayoutId, transfer: ProviderTransfer): Promise<Answer<ProviderTransfer>> {
    const options = { idempotencyKey: `${payoutId}:reversal` };
    const reversal = this.stripe.transfers.createReversal(transfer.id, { metadata: { payoutId } }, options);
    return mapped(await answerTo(reversal), ({ id }) => ({ ...transfer, reversalId: id }));
  }

  async find(payoutId: PayoutId): Promise<Found> {
    const { data } = await reading(this.stripe.transfers.list({ transfer_group: payoutId, limit: 2 }));
    const [made] = data;
    if (made === undefined) return { transfer: null, payout: null };
    const transfer = transferFrom(made);
    return { transfer, payout: await this.findPayout(payoutId, transfer.accountId, made.created) };
  }

  readNews(body: Buffer, signature: string): ProviderNews | null {
    let event: Stripe.Event;
    try {
      event = this.stripe.webhooks.constructEvent(body, signature, this.settings.webhookSecret);
    } catch {
      throw new BadSignature();
    }
    switch (event.type) {
      case 'payout.updated':
      case 'payout.paid':
      case 'payout.failed':
      case 'payout.canceled':
        return newsFrom(event, event.data.object);
      default:
        return null;
    }
  }

  /** Stripe can't search payouts by metadata: those of the account are looked through, newest first. */
  private async findPayout(payoutId: PayoutId, stripeAccount: string, since: number): Promise<ProviderPayout | null> {
    const search = async (): Promise<ProviderPayout | null> => {
      const payouts = this.stripe.payouts.list({ created: { gte: since }, limit: 100 }, { stripeAccount });
      for await (const payout of payouts) if (payout.metadata?.['payoutId'] === payoutId) return payoutFrom(payout);
      return null;
    };
    return reading(search());
  }

  /** Without this Stripe would pay out every account's balance by itself, day by day. */
  private async decideOverPayouts(stripeAccount: string): Promise<void> {
    const manual = { payments: { payouts: { schedule: { interval: 'manual' as const } } } };
    await reading(this.stripe.balanceSettings.update(manual, { stripeAccount }));
  }
}

const marks = ({ payoutId, batchId, payeeId }: PaymentOrder): Record<string, string> => ({
  payoutId,
  batchId,
  payeeId,
});

const bankParameters = ({ country, currency, accountNumber, routingNumber, holderName }: BankDetails) => ({
  object: 'bank_account' as const,
  country,
  currency: currency.toLowerCase(),
  account_number: accountNumber,
  ...(routingNumber === undefined ? {} : { routing_number: routingNumber }),
  ...(holderName === undefined ? {} : { account_holder_name: holderName }),
});

const accountParameters = (
  payeeId: PayeeId,
  { country, agreed }: BankDetails,
  external: ReturnType<typeof bankParameters>,
): Stripe.AccountCreateParams => ({
  country,
  controller: {
    fees: { payer: 'application' },
    losses: { payments: 'application' },
    requirement_collection: 'application',
    stripe_dashboard: { type: 'none' },
  },
  capabilities: { transfers: { requested: true } },
  external_account: external,
  tos_acceptance: { date: Date.parse(agreed.on) / 1000, ip: agreed.ip },
  metadata: { payeeId },
});

const mapped = <A, B>(answer: Answer<A>, map: (value: A) => B): Answer<B> =>
  answer.kind === 'accepted' ? { kind: 'accepted', value: map(answer.value) } : answer;

const newsFrom = (event: Stripe.Event, payout: Stripe.Payout): ProviderNews | null => {
  const payoutId = payout.metadata?.['payoutId'];
  if (payoutId === undefined) return null; // somebody made it in Stripe's dashboard
  const currency = parseCurrency(payout.currency.toUpperCase());
  return {
    eventId: event.id,
    at: new Date(event.created * 1000).toISOString(),
    payoutId: payoutId as PayoutId,
    amount: fromMinorUnits(payout.amount, currency),
    currency,
    payout: payoutFrom(payout),
  };
};
