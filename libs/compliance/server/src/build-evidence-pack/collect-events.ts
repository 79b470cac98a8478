import { Inject, Injectable } from '@nestjs/common';

import { bookingsOf, sealedEvent, standingDraft, type BatchDraft, type PackedEvent } from '@max/compliance/domain';
import type { Isrc, MerkleTree, PayeeId, PayoutBatchId, PayoutId, StatementId } from '@max/kernel';
import {
  sortable,
  STORED_EVENTS,
  Views,
  type Position,
  type RecordedEvent,
  type StoredEvents,
} from '@max/kernel/server';
import { payeeStream, payoutBatchStream, payoutStream } from '@max/payouts/contracts';
import { splitSheetStream, statementStream, type RoyaltiesEvent } from '@max/royalties/contracts';

import { Breakdowns, type PlacedGroup } from '../sources/breakdown';
import { moneySources } from '../sources/projection';
import { sheetPlaces } from '../sources/split-sheets';
import { CannotBuild } from './errors';

type Booked = Extract<RoyaltiesEvent, { type: 'royalties.statement-booked.v1' }>['data'];

/** A booked statement that paid somebody of the batch, and the groups that did. */
export interface PayingStatement {
  readonly booked: Booked;
  readonly groups: readonly PlacedGroup[];
  readonly tree: MerkleTree;
}

export interface Collected {
  readonly draft: BatchDraft;
  /** By position: the order of the log. */
  readonly events: readonly RecordedEvent[];
  readonly statements: readonly PayingStatement[];
}

/** Finds everything that a batch's evidence rests on: whole streams, up to one position of the log. */
@Injectable()
export class CollectEvents {
  constructor(
    @Inject(STORED_EVENTS) private readonly stored: StoredEvents,
    private readonly views: Views,
    private readonly breakdowns: Breakdowns,
  ) {}

  /** @throws CannotBuild, FileMissing, BreakdownChanged */
  async collect(batchId: PayoutBatchId, upTo: Position): Promise<Collected> {
    await this.views.fresh(upTo, moneySources, sheetPlaces);
    const streams = new Streams(this.stored, upTo);
    await streams.read([payoutBatchStream(batchId)]);
    const draft = standingDraft(packed(streams.events), batchId);
    if (!draft) throw new CannotBuild(`the log holds no draft of batch ${batchId}`);

    const payees = new Set(draft.lines.map(({ payeeId }) => payeeId));
    await streams.read([...payees].map((payeeId) => payeeStream(payeeId as PayeeId)));
    await streams.read(draft.lines.map(({ payoutId }) => payoutStream(payoutId as PayoutId)));
    await streams.read(await this.sourceStreams([...payees], draft.currency, upTo));
    // what a correction took back must be shown as well, and what that one had taken back
    for (let known = -1; known < streams.events.length;) {
      known = streams.events.length;
      const corrected = bookingsOf(packed(streams.events)).flatMap(({ corrects }) => corrects ?? []);
      await streams.read(corrected.map((id) => statementStream(id as StatementId)));
    }

    const statements = await this.payingStatements(streams.events, payees);
    await streams.read(await this.sheetStreams(statements));
    return { draft, events: streams.events, statements };
  }

  private async sourceStreams(payees: readonly string[], currency: string, upTo: Position): Promise<string[]> {
    const filter = { payeeId: { $in: payees }, position: { $lte: sortable(upTo) }, currencies: currency };
    return (await this.views.all(moneySources, filter)).map(({ stream }) => stream);
  }

  private async payingStatements(
    events: readonly RecordedEvent[],
    payees: ReadonlySet<string>,
  ): Promise<PayingStatement[]> {
    const statements: PayingStatement[] = [];
    for (const event of events) {
      if (event.type !== 'royalties.statement-booked.v1') continue;
      const booked = event.data as Booked;
      const { groups, tree } = await this.breakdowns.read(booked, payees);
      if (groups.length > 0) statements.push({ booked, groups, tree });
    }
    return statements.sort((a, b) => (a.booked.statementId < b.booked.statementId ? -1 : 1));
  }

  /** The streams of the sheets that divided, and those of the recordings: none of theirs may have come before. */
  private async sheetStreams(statements: readonly PayingStatement[]): Promise<string[]> {
    const groups = statements.flatMap((statement) => statement.groups.map(({ group }) => group));
    const sheetIds = [...new Set(groups.flatMap(({ sheetId }) => sheetId ?? []))];
    const places = await this.views.all(sheetPlaces, { _id: { $in: sheetIds } });
    const own = groups.flatMap(({ isrc }) => (isrc === null ? [] : splitSheetStream({ isrc: isrc as Isrc })));
    return [...places.map(({ stream }) => stream), ...own];
  }
}

const AT_ONCE = 16;

/** Whole streams, each read once, up to a position. */
class Streams {
  private readonly seen = new Set<string>();
  events: RecordedEvent[] = [];

  constructor(
    private readonly stored: StoredEvents,
    private readonly upTo: Position,
  ) {}

  async read(streams: readonly string[]): Promise<void> {
    const fresh = [...new Set(streams)].filter((stream) => !this.seen.has(stream));
    for (const stream of fresh) this.seen.add(stream);
    for (let i = 0; i < fresh.length; i += AT_ONCE) {
      const read = await Promise.all(fresh.slice(i, i + AT_ONCE).map((stream) => this.whole(stream)));
      this.events.push(...read.flat());
    }
    this.events.sort((a, b) => (a.position < b.position ? -1 : 1));
  }

  private async whole(stream: string): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.stored.read(stream)) if (event.position <= this.upTo) events.push(event);
    return events;
  }
}

/** As the readers of the pack's format want them; places and proofs come later. */
const packed = (events: readonly RecordedEvent[]): PackedEvent[] =>
  events.map((event, leafIndex) => ({
    leafIndex,
    event: sealedEvent(event),
    proof: [],
    where: `${event.stream}@${event.revision}`,
  }));
