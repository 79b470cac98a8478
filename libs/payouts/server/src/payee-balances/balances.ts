import { Injectable } from '@nestjs/common';
import { Views } from '@max/kernel/server';

import type { BalanceDto } from './dto';
import { availableOf, heldOf, payeeBalances, type BalanceView } from './projection';

const shown = (balance: BalanceView): BalanceDto => ({
  currency: balance.currency,
  available: availableOf(balance),
  held: heldOf(balance),
});

/** Balances as they are shown, by payee, one for each currency in alphabetical order. */
@Injectable()
export class Balances {
  constructor(private readonly views: Views) {}

  async of(payeeIds: readonly string[]): Promise<Map<string, BalanceDto[]>> {
    const found = await this.views.all(payeeBalances, { payeeId: { $in: [...payeeIds] } });
    const byPayee = new Map<string, BalanceDto[]>(payeeIds.map((id) => [id, []]));
    for (const balance of found) byPayee.get(balance.payeeId)?.push(shown(balance));
    return byPayee;
  }
}
