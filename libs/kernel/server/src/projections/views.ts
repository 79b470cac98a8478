import type { Collection, Filter, Sort } from 'mongodb';
import type { Connection } from 'mongoose';

import type { Position } from '../event-store/event-store';
import { currentSignal } from '../http/request-scope';

import { Checkpoints } from './checkpoints';
import { decodeCursor, encodeCursor, type Cursor } from './cursor';
import { FreshViews } from './fresh-views';
import type { Projection, ViewDocument } from './projection';
import { ViewReader } from './view-reader';

/** One page of a list: `next` goes into `?after=` for the following one; null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface PageRequest {
  readonly filter?: Readonly<Record<string, unknown>>;
  /** A field of the document that an index covers, and the direction; ties go by id. */
  readonly sort?: { readonly field: string; readonly direction: 1 | -1 };
  readonly after?: string | undefined;
  /** 1 to 200; default 50. */
  readonly limit?: number | undefined;
}

export type WithId<Doc> = Doc & { readonly id: string };

const PATIENCE_MS = 10_000;

/** A document, and a log position that it is at least as new as. */
export interface AsOf<Doc> {
  readonly document: WithId<Doc> | undefined;
  readonly position: Position;
}

/** Reads views; `fresh` first when the caller wants to see its own write. */
export class Views {
  private readonly checkpoints: Checkpoints;
  private readonly reader: ViewReader;
  private readonly waiting: FreshViews;

  constructor(
    private readonly mongo: Connection,
    patienceMs = PATIENCE_MS,
  ) {
    this.checkpoints = new Checkpoints(mongo);
    this.reader = new ViewReader(mongo);
    this.waiting = new FreshViews(this.checkpoints, this.reader, patienceMs);
  }

  /**
   * Waits until these views have got to `atLeast`, for at most ten seconds, and no longer than the request's client waits.
   * @throws ViewBehind; ViewNotBuilt while there is nothing that today's code can read
   */
  async fresh(atLeast: Position | undefined, ...views: Projection<never>[]): Promise<void> {
    if (atLeast === undefined) return;
    const signal = currentSignal();
    await Promise.all(views.map((view) => this.waiting.until(view, atLeast, signal)));
  }

  async one<Doc extends ViewDocument>(view: Projection<Doc>, id: string): Promise<WithId<Doc> | undefined> {
    const found = await (await this.collection(view)).findOne({ _id: id });
    return found ? document<Doc>(found) : undefined;
  }

  /** The place is read before the document: what is decided by it can be compared with what came since. */
  async asOf<Doc extends ViewDocument>(view: Projection<Doc>, id: string): Promise<AsOf<Doc>> {
    const name = await this.reader.collectionOf(view);
    const position = (await this.checkpoints.positions([name])).get(name) ?? 0n;
    const found = await this.mongo.collection<Stored>(name).findOne({ _id: id });
    return { document: found ? document<Doc>(found) : undefined, position };
  }

  async page<Doc extends ViewDocument>(view: Projection<Doc>, request: PageRequest = {}): Promise<Page<WithId<Doc>>> {
    const { field, direction } = request.sort ?? { field: '_id', direction: 1 as const };
    const limit = Math.min(Math.max(request.limit ?? 50, 1), 200);
    const after = request.after === undefined ? undefined : decodeCursor(request.after);
    const filter = { $and: [request.filter ?? {}, after ? beyond(field, direction, after) : {}] } as Filter<Stored>;
    const sort: Sort = field === '_id' ? { _id: direction } : { [field]: direction, _id: direction };
    const collection = await this.collection(view);
    const found = await collection
      .find(filter)
      .sort(sort)
      .limit(limit + 1)
      .toArray();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = found.length > limit && last ? encodeCursor({ value: last[field] ?? null, id: last._id }) : null;
    return { items: items.map((item) => document<Doc>(item)), next };
  }

  async all<Doc extends ViewDocument>(
    view: Projection<Doc>,
    filter: Readonly<Record<string, unknown>> = {},
  ): Promise<WithId<Doc>[]> {
    const collection = await this.collection(view);
    const found = await collection
      .find(filter as Filter<Stored>)
      .sort({ _id: 1 })
      .toArray();
    return found.map((item) => document<Doc>(item));
  }

  async count(view: Projection<never>, filter: Readonly<Record<string, unknown>> = {}): Promise<number> {
    return (await this.collection(view)).countDocuments(filter as Filter<Stored>);
  }

  /** For what the reads above don't cover (aggregations); never for writing. */
  async collection(view: Pick<Projection, 'name' | 'version'>): Promise<Collection<Stored>> {
    return this.mongo.collection<Stored>(await this.reader.collectionOf(view));
  }
}

type Stored = { _id: string; _position: string } & Record<string, unknown>;

const document = <Doc>({ _id, _position, ...rest }: Stored): WithId<Doc> => ({ ...rest, id: _id }) as WithId<Doc>;

const beyond = (field: string, direction: 1 | -1, { value, id }: Cursor): Record<string, unknown> => {
  const operator = direction === 1 ? '$gt' : '$lt';
  if (field === '_id') return { _id: { [operator]: id } };
  return { $or: [{ [field]: { [operator]: value } }, { [field]: value, _id: { [operator]: id } }] };
};
