import { bankAccount, clearingAccount, type PayoutsEvent } from '@max/payouts/contracts';
import {
  BANK,
  CLEARING,
  payeeAccount as domainPayeeAccount,
  type PayeeEvent,
  type PayoutBatchEvent,
  type PayoutEvent,
} from '@max/payouts/domain';
import type { PayeeId } from '@max/kernel';
import { payeeAccount } from '@max/royalties/contracts';

/** Compiles only when both are the same type. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const decided: Same<PayeeEvent | PayoutBatchEvent | PayoutEvent, PayoutsEvent> = true;

describe('what the domain decides', () => {
  it('is what the contracts promise to others', () => {
    expect(decided).toBe(true);
    expect([BANK, CLEARING]).toEqual([bankAccount, clearingAccount]);
    expect(domainPayeeAccount('x' as PayeeId)).toBe(payeeAccount('x' as PayeeId));
  });
});
