import { subject } from '@casl/ability';
import type { AppAbility } from '@max/identity/contracts';
import { DomainError } from '@max/kernel';

export class NotYourEarnings extends DomainError {
  readonly type = 'not-your-earnings';
  readonly kind = 'forbidden';
  constructor(payeeId: string) {
    super('these are the earnings of another payee', { payeeId });
  }
}

/** An artist sees the earnings of the own payees only; the ability says which. @throws NotYourEarnings */
export const checkMayRead = (ability: AppAbility, payeeId: string): void => {
  const earnings: Record<string, unknown> = { payeeId };
  if (!ability.can('read', subject('Earnings', earnings))) throw new NotYourEarnings(payeeId);
};
