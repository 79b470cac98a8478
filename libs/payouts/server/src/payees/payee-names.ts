import { Injectable } from '@nestjs/common';
import { Views } from '@max/kernel/server';

import { payees } from './projection';

/** Names of payees by id; who isn't registered has none. */
@Injectable()
export class PayeeNames {
  constructor(private readonly views: Views) {}

  async of(payeeIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (payeeIds.length === 0) return new Map();
    const found = await this.views.all(payees, { _id: { $in: [...new Set(payeeIds)] } });
    return new Map(found.map(({ id, name }) => [id, name]));
  }
}
