import { DomainError, type Amount, type Currency, type PayeeId, type PayoutId } from '@max/kernel';

/** What became of something that was asked of the provider. `unknown`: it was sent, and no answer tells whether it was done. */
export type Answer<T> =
  | { readonly kind: 'accepted'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** One payment: what goes to the payee's account at the provider and from there to the bank. */
export interface PaymentOrder {
  readonly payoutId: PayoutId;
  readonly payeeId: PayeeId;
  readonly batchId: string;
  readonly amount: Amount;
  readonly currency: Currency;
}

export interface BankDetails {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly currency: Currency;
  /** IBAN or the country's own number; goes to the provider and is kept nowhere here. */
  readonly accountNumber: string;
  readonly routingNumber?: string | undefined;
  readonly holderName?: string | undefined;
  /** When (YYYY-MM-DD) and from where the payee's agreement to the provider's terms was given. */
  readonly agreed: { readonly on: string; readonly ip: string };
}

export interface ProviderAccount {
  readonly accountId: string;
  /** The provider's id of the bank account that was added; null when none was. */
  readonly bankAccountId: string | null;
}

export interface ProviderTransfer {
  readonly id: string;
  /** The payee's account at the provider that holds the money. */
  readonly accountId: string;
  /** Set when all of it was taken back. */
  readonly reversalId: string | null;
}

export interface ProviderPayout {
  readonly id: string;
  readonly state: 'in-transit' | 'paid' | 'failed';
  /** YYYY-MM-DD. */
  readonly arrivalDate: string | null;
  readonly traceId: string | null;
  /** Why it failed: the provider's code and words. */
  readonly failure: { readonly code: string; readonly reason: string } | null;
}

/** All that the provider knows about one of our payouts. */
export interface Found {
  readonly transfer: ProviderTransfer | null;
  readonly payout: ProviderPayout | null;
}

/** News of a payout that the provider sent by itself. */
export interface ProviderNews {
  readonly eventId: string;
  /** ISO 8601: when it happened, by the provider's clock. */
  readonly at: string;
  readonly payoutId: PayoutId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly payout: ProviderPayout;
}

/**
 * Whoever carries out payments. Each step of a payout has an idempotency key of its own that follows from our payout id, so
 * that a repetition is never a second payment; whatever is asked for carries our payout id, so that it can be found.
 *
 * All methods throw {@link ProviderUnavailable} when nothing was asked or nothing has changed and a later try may go well.
 */
export interface PaymentProvider {
  /** Opens an account for a payee, or adds a bank account to the one there is. */
  ensureAccount(payeeId: PayeeId, accountId: string | null, bank: BankDetails): Promise<Answer<ProviderAccount>>;
  /** Whether there is such an account and it can be paid out. */
  checkAccount(accountId: string): Promise<Answer<ProviderAccount>>;
  /** First step: from our balance to the payee's account. */
  transfer(order: PaymentOrder, accountId: string): Promise<Answer<ProviderTransfer>>;
  /** Second step: from the payee's account to the bank. */
  payout(order: PaymentOrder, transfer: ProviderTransfer): Promise<Answer<ProviderPayout>>;
  /** After a failure: from the payee's account back to ours. */
  reverse(payoutId: PayoutId, transfer: ProviderTransfer): Promise<Answer<ProviderTransfer>>;
  find(payoutId: PayoutId): Promise<Found>;
  /** `null` for news that are none of a payout of ours. @throws BadSignature */
  readNews(body: Buffer, signature: string): ProviderNews | null;
}

export const PAYMENT_PROVIDER = Symbol('PaymentProvider');

/** The provider can't be reached, is overloaded or doesn't accept our key; nothing was done. */
export class ProviderUnavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`the payment provider is not available: ${reason}`, options);
  }
}

export class BadSignature extends DomainError {
  readonly type = 'bad-signature';
  readonly kind = 'invalid';
  constructor() {
    super('the signature of the webhook is missing or wrong');
  }
}
