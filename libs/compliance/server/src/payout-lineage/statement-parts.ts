import { Inject, Injectable } from '@nestjs/common';

import type { Sha256, StatementId } from '@max/kernel';
import { EVENT_STORE, type EventStore } from '@max/kernel/server';
import { statementStream, type RoyaltiesEvent } from '@max/royalties/contracts';

import { Breakdowns, type BookedBreakdown, type PlacedGroup } from '../sources/breakdown';

/** A booked statement as a lineage shows it: where it came from, and the groups that paid one payee in one currency. */
export interface StatementParts {
  readonly fileName: string;
  readonly source: string | null;
  readonly corrects: string | null;
  readonly groupedLinesFile: Sha256 | undefined;
  readonly groups: readonly PlacedGroup[];
}

@Injectable()
export class ReadStatementParts {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly breakdowns: Breakdowns,
  ) {}

  async read(statementId: StatementId, payeeId: string, currency: string): Promise<StatementParts> {
    let [fileName, source, corrects]: [string, string | null, string | null] = ['', null, null];
    let booked: (BookedBreakdown & { groupedLinesFile?: Sha256 }) | undefined;
    for await (const recorded of this.store.read(statementStream(statementId))) {
      const { type, data } = recorded as unknown as RoyaltiesEvent;
      if (type === 'royalties.statement-received.v1') [fileName, corrects] = [data.fileName ?? '', data.corrects];
      if (type === 'royalties.statement-parsed.v1') source = data.source ?? null;
      if (type === 'royalties.statement-booked.v1') booked = data;
    }
    const { groups } = booked ? await this.breakdowns.read(booked, new Set([payeeId])) : { groups: [] };
    const paying = groups.filter(({ group }) => group.currency === currency);
    return { fileName, source, corrects, groupedLinesFile: booked?.groupedLinesFile, groups: paying };
  }
}
