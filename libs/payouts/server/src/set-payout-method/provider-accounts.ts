import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { currency, type Currency, type PayeeId } from '@max/kernel';

import {
  PAYMENT_PROVIDER,
  ProviderUnavailable,
  type Answer,
  type PaymentProvider,
  type ProviderAccount,
} from '../payment-port/payment-provider';

import type { PayoutMethodInput } from './dto';
import { PayoutMethodMissing, PayoutMethodRefused } from './errors';

/** When (YYYY-MM-DD) and from where the payee's agreement to the provider's terms was given. */
export interface Agreement {
  readonly on: string;
  readonly ip: string;
}

/** Payees' accounts at the provider. Only its ids come back: bank details stay there. */
@Injectable()
export class ProviderAccounts {
  constructor(@Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider) {}

  /**
   * @param known the payee's account so far
   * @throws PayoutMethodRefused with the provider's reason; 503 when it can't be asked
   */
  async open(
    payeeId: PayeeId,
    known: string | null,
    method: PayoutMethodInput,
    agreed: Agreement,
  ): Promise<ProviderAccount & { readonly currency: Currency | null }> {
    const answer = await this.ask(payeeId, known, method, agreed).catch(unavailable);
    if (answer.kind === 'refused') throw new PayoutMethodRefused(answer.code, answer.reason);
    if (answer.kind === 'unknown') throw new ServiceUnavailableException(TRY_AGAIN);
    return { ...answer.value, currency: method.currency === undefined ? null : currency(method.currency) };
  }

  private async ask(
    payeeId: PayeeId,
    known: string | null,
    { accountId, country, currency: code, accountNumber, routingNumber, holderName }: PayoutMethodInput,
    agreed: Agreement,
  ): Promise<Answer<ProviderAccount>> {
    if (accountId !== undefined) return this.provider.checkAccount(accountId);
    if (country === undefined || code === undefined || accountNumber === undefined) throw new PayoutMethodMissing();
    const bank = { country, currency: currency(code), accountNumber, routingNumber, holderName, agreed };
    return this.provider.ensureAccount(payeeId, known, bank);
  }
}

// repeating is safe: the provider opens one account for the same request
const TRY_AGAIN = { type: 'payment-provider-unavailable', message: 'the payment provider did not answer; try again' };

const unavailable = (error: unknown): never => {
  if (error instanceof ProviderUnavailable) throw new ServiceUnavailableException(TRY_AGAIN, { cause: error });
  throw error;
};
