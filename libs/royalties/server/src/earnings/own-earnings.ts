import { ForbiddenException } from '@nestjs/common';
import { subject } from '@casl/ability';
import type { AppAbility } from '@max/identity/contracts';

/** An artist sees the earnings of the own payees only; the ability says which. @throws ForbiddenException */
export const checkMayRead = (ability: AppAbility, payeeId: string): void => {
  const earnings: Record<string, unknown> = { payeeId };
  if (!ability.can('read', subject('Earnings', earnings))) throw new ForbiddenException('these are not your earnings');
};
