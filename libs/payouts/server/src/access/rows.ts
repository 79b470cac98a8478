import { NotFoundException } from '@nestjs/common';
import type { AppAbility } from '@max/identity/contracts';
import { subject } from '@casl/ability';
import { accessibleBy } from '@casl/mongoose';

/** The rows of a view that this user may read: documents have the fields that the rules' conditions name. */
export const rowsFor = (ability: AppAbility, kind: string): Readonly<Record<string, unknown>> =>
  accessibleBy(ability, 'read').ofType(kind);

/** @throws NotFoundException for what this user may not see, as for what there is not */
export const visible = <Row extends { readonly payeeId: string }>(
  ability: AppAbility,
  kind: string,
  row: Row | undefined,
): Row => {
  if (row === undefined || !ability.can('read', subject(kind, { ...row }))) {
    throw new NotFoundException(`there is no such ${kind.toLowerCase()}`);
  }
  return row;
};
