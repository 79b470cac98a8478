import type { Filter, Sort } from 'mongodb';
import type { Connection } from 'mongoose';

import type { Position } from '../event-store/event-store';
import { pause } from '../event-store/reachable';

import { Checkpoints } from './checkpoints';
import { decodeCursor, encodeCursor, type Cursor } from './cursor';
import { versioned, type Projection, type ViewDocument } from './projection';
import { ViewBehind } from './view-behind';

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

/** Reads views; `fresh` first when the caller wants to see its own write. */
export class Views {
  private readonly checkpoints: Checkpoints;

  constructor(
    private readonly mongo: Connection,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.checkpoints = new Checkpoints(mongo);
  }

  /** Waits until these views have got to `atLeast`, for at most ten seconds. @throws ViewBehind */
  async fresh(atLeast: Position | undefined, ...views: Projection<never>[]): Promise<void> {
    if (atLeast === undefined) return;
    const names = views.map((view) => versioned(view));
    const patienceEnds = Date.now() + this.patienceMs;
    for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
      const reached = await this.checkpoints.least(names);
      if (reached >= atLeast) return;
      if (Date.now() > patienceEnds) throw new ViewBehind(atLeast, reached);
      await pause(wait, new AbortController().signal);
    }
  }

  async one<Doc extends ViewDocument>(view: Projection<Doc>, id: string): Promise<WithId<Doc> | undefined> {
    const found = await this.collection(view).findOne({ _id: id });
    return found ? document<Doc>(found) : undefined;
  }

  async page<Doc extends ViewDocument>(view: Projection<Doc>, request: PageRequest = {}): Promise<Page<WithId<Doc>>> {
    const { field, direction } = request.sort ?? { field: '_id', direction: 1 as const };
    const limit = Math.min(Math.max(request.limit ?? 50, 1), 200);
    const after = request.after === undefined ? undefined : decodeCursor(request.after);
    const filter = { $and: [request.filter ?? {}, after ? beyond(field, direction, after) : {}] } as Filter<Stored>;
    const sort: Sort = field === '_id' ? { _id: direction } : { [field]: direction, _id: direction };
    const found = await this.collection(view)
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
    const found = await this.collection(view)
      .find(filter as Filter<Stored>)
      .sort({ _id: 1 })
      .toArray();
    return found.map((item) => document<Doc>(item));
  }

  async count(view: Projection<never>, filter: Readonly<Record<string, unknown>> = {}): Promise<number> {
    return this.collection(view).countDocuments(filter as Filter<Stored>);
  }

  /** For what the reads above don't cover (aggregations); never for writing. */
  collection(view: Pick<Projection, 'name' | 'version'>) {
    return this.mongo.collection<Stored>(versioned(view));
  }
}

type Stored = { _id: string; _position: string } & Record<string, unknown>;

const document = <Doc>({ _id, _position, ...rest }: Stored): WithId<Doc> => ({ ...rest, id: _id }) as WithId<Doc>;

const beyond = (field: string, direction: 1 | -1, { value, id }: Cursor): Record<string, unknown> => {
  const operator = direction === 1 ? '$gt' : '$lt';
  if (field === '_id') return { _id: { [operator]: id } };
  return { $or: [{ [field]: { [operator]: value } }, { [field]: value, _id: { [operator]: id } }] };
};
