import { decode, type Document } from '../bson/values.js';
import { ID_INDEX } from '../indexes/definition.js';
import { type Collection } from '../storage/catalog.js';
import { type DocumentStore } from '../storage/documents.js';
import { type Entry, readRange } from '../storage/ranges.js';
import { type Tables } from '../storage/tables.js';
import { matcher } from './matcher.js';
import { type Predicate } from './operators.js';
import { type SortField } from './order.js';
import { plan, type Plan, type ScanRange } from './planner.js';
import { sortDocuments } from './sort.js';

/** What a query had to look at, for `explain` and for tests. */
export interface Stats {
  keysExamined: number;
  documentsExamined: number;
}

export interface Query {
  readonly filter: Document;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** 0: no limit. */
  readonly limit: number;
}

/** A document that was found, decoded only when somebody asks. */
export class Found {
  private decoded: Document | undefined;

  constructor(readonly bytes: Buffer) {}

  get document(): Document {
    return (this.decoded ??= decode(this.bytes));
  }
}

export class Executor {
  constructor(
    private readonly tables: Tables,
    private readonly documents: DocumentStore,
  ) {}

  plan(collection: Collection, query: Query): Plan {
    return plan(collection, { filter: query.filter, sort: query.sort, limited: query.limit > 0 });
  }

  /** The documents of a query one by one. An empty collection and one that doesn't exist are the same. */
  find(collection: Collection | undefined, query: Query, stats?: Stats): Iterable<Found> {
    const test = matcher(query.filter);
    if (!collection) return [];
    const chosen = this.plan(collection, query);
    const [id, ...others] = chosen.ids ?? [];
    if (!id || others.length > 0 || stats || query.skip > 0) return this.page(collection, chosen, query, test, stats);
    const bytes = this.documents.get(collection, id);
    const found = bytes && new Found(bytes);
    return found && (chosen.exact || test(found.document)) ? [found] : [];
  }

  private *page(
    collection: Collection,
    chosen: Plan,
    query: Query,
    test: Predicate,
    stats: Stats | undefined,
  ): Generator<Found> {
    let left = query.limit > 0 ? query.limit : Infinity;
    let skip = query.skip;
    for (const found of this.ordered(collection, chosen, query, test, stats)) {
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      yield found;
      left -= 1;
      if (left <= 0) return;
    }
  }

  /** How many documents match, without decoding any if the index alone can tell. */
  count(collection: Collection | undefined, query: Query): number {
    const test = matcher(query.filter);
    if (!collection) return 0;
    const most = query.limit > 0 ? query.limit : Infinity;
    const chosen = this.plan(collection, query);
    let count = 0;
    if (Object.keys(query.filter).length === 0) count = collection.count;
    else if (chosen.exact) count = chosen.ranges.reduce((sum, range) => sum + this.countKeys(chosen, range), 0);
    else for (const _ of this.matching(collection, chosen, test)) count += 1;
    return Math.min(Math.max(0, count - query.skip), most);
  }

  private countKeys({ index }: Plan, range: ScanRange): number {
    const table = index.name === ID_INDEX ? this.tables.documents : this.tables.entries;
    return table.getKeysCount({ start: range.start, end: range.end });
  }

  private *ordered(
    collection: Collection,
    chosen: Plan,
    query: Query,
    test: Predicate,
    stats?: Stats,
  ): Generator<Found> {
    if (chosen.sorted) {
      const expected = query.limit > 0 ? query.skip + query.limit : undefined;
      return yield* this.matching(collection, chosen, test, stats, expected);
    }
    const all = [...this.matching(collection, chosen, test, stats)];
    yield* sortDocuments(all, (found) => found.document, query.sort);
  }

  private *matching(
    collection: Collection,
    chosen: Plan,
    test: Predicate,
    stats?: Stats,
    expected?: number,
  ): Generator<Found> {
    const seen = chosen.index.multikey ? new Set<string>() : undefined;
    for (const { value } of this.entries(collection, chosen, expected)) {
      if (stats) stats.keysExamined += 1;
      if (seen) {
        const id = value.toString('latin1');
        if (seen.has(id)) continue;
        seen.add(id);
      }
      const bytes = chosen.index.name === ID_INDEX ? value : this.documents.get(collection, value);
      // An open cursor reads its index in chunks; the document may be gone since.
      if (!bytes) continue;
      if (stats) stats.documentsExamined += 1;
      const found = new Found(bytes);
      if (chosen.exact || test(found.document)) yield found;
    }
  }

  private *entries(collection: Collection, chosen: Plan, expected?: number): Generator<{ readonly value: Buffer }> {
    const id = chosen.ids?.length === 1 ? chosen.ids[0] : undefined;
    if (id) {
      const value = this.documents.get(collection, id);
      if (value) yield { value };
      return;
    }
    const table = chosen.index.name === ID_INDEX ? this.tables.documents : this.tables.entries;
    const ranges = chosen.reverse ? [...chosen.ranges].reverse() : chosen.ranges;
    if (chosen.merge)
      return yield* merge(
        ranges.map((range) => readSuffixes(readRange(table, range, chosen.reverse, expected), range)),
        chosen.reverse,
      );
    for (const range of ranges) yield* readRange(table, range, chosen.reverse, expected);
  }
}

interface Suffixed extends Entry {
  readonly suffix: Buffer;
}

function* readSuffixes(entries: Iterable<Entry>, range: ScanRange): Generator<Suffixed> {
  for (const entry of entries) yield { ...entry, suffix: entry.key.subarray(range.shared) };
}

/** Merges ordered sources by their suffixes. */
function* merge(sources: readonly Generator<Suffixed>[], reverse: boolean): Generator<Entry> {
  const heads = sources.map((source) => source.next());
  for (;;) {
    let best = -1;
    let lowest: Suffixed | undefined;
    for (const [at, head] of heads.entries()) {
      if (head.done) continue;
      const sign = lowest ? Buffer.compare(head.value.suffix, lowest.suffix) : -1;
      if (!lowest || (reverse ? sign > 0 : sign < 0)) [best, lowest] = [at, head.value];
    }
    const source = sources[best];
    if (!lowest || !source) return;
    yield lowest;
    heads[best] = source.next();
  }
}
