import { type Document } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { ID_INDEX } from '../indexes/definition.js';
import { type Catalog, type Collection, namespace } from '../storage/catalog.js';
import { type DocumentStore } from '../storage/documents.js';
import { type Tables } from '../storage/tables.js';
import { matcher } from './matcher.js';
import { MemoryBudget } from './memory.js';
import { prepared } from './mingo-engine.js';
import { type Predicate } from './operators.js';
import { plan, type Plan, type ScanRange } from './planner.js';
import { Found, type Query, type Stats } from './query.js';
import { scan } from './scan.js';
import { sortFirst } from './sort.js';
import { searchText } from './text.js';

const SIZES = {
  documentOf: (found: Found): Document => found.document,
  bytesOf: (found: Found): number => found.bytes.length * 2,
};

/** Entries looked at between two looks at the clock. */
const CLOCK_EVERY = 256;

export class Executor {
  constructor(
    private readonly tables: Tables,
    private readonly documents: DocumentStore,
    private readonly catalog: Catalog,
  ) {}

  plan(collection: Collection, query: Query): Plan {
    return plan(collection, { ...query, limited: query.limit > 0 });
  }

  /** The documents of a query one by one. An empty collection and one that doesn't exist are the same. */
  find(collection: Collection | undefined, query: Query, stats?: Stats): Iterable<Found> {
    if ('$text' in query.filter) return collection ? this.search(collection, query, stats) : [];
    const test = matcher(query.filter, prepared(query.variables));
    if (!collection) return [];
    const chosen = this.plan(collection, query);
    const [id, ...others] = chosen.ids ?? [];
    if (!id || others.length > 0 || stats || query.skip > 0) {
      return page(this.ordered(collection, chosen, query, test, stats), query);
    }
    const bytes = this.documents.get(collection, id);
    const found = bytes && new Found(bytes);
    return found && (chosen.exact || test(found.document)) ? [found] : [];
  }

  /** How many documents match, without decoding any if the index alone can tell. */
  count(collection: Collection | undefined, query: Query): number {
    if ('$text' in query.filter) return [...this.find(collection, query)].length;
    const test = matcher(query.filter, prepared(query.variables));
    if (!collection) return 0;
    const most = query.limit > 0 ? query.limit : Infinity;
    const chosen = this.plan(collection, query);
    let count = 0;
    if (Object.keys(query.filter).length === 0 && !query.hint) count = collection.count;
    else if (chosen.exact) count = chosen.ranges.reduce((sum, range) => sum + this.countKeys(chosen, range), 0);
    else for (const _ of this.matching(collection, chosen, query, test)) count += 1;
    return Math.min(Math.max(0, count - query.skip), most);
  }

  private countKeys({ index }: Plan, range: ScanRange): number {
    const table = index.name === ID_INDEX ? this.tables.documents : this.tables.entries;
    return table.getKeysCount({ start: range.start, end: range.end });
  }

  private search(collection: Collection, query: Query, stats?: Stats): Iterable<Found> {
    const { $text: text, ...filter } = query.filter;
    const test = matcher(filter, prepared(query.variables));
    const matching = searchText(this.tables, this.documents, collection, text, query.sort, stats);
    return page(
      matching.filter((found) => test(found.document)),
      query,
    );
  }

  private ordered(
    collection: Collection,
    chosen: Plan,
    query: Query,
    test: Predicate,
    stats: Stats | undefined,
  ): Iterable<Found> {
    const wanted = query.limit > 0 ? query.skip + query.limit : 0;
    if (chosen.sorted) return this.matching(collection, chosen, query, test, stats, wanted || undefined);
    const matching = this.matching(collection, chosen, query, test, stats);
    return sortFirst(matching, SIZES, query.sort, wanted, new MemoryBudget('Sort'));
  }

  private *matching(
    collection: Collection,
    chosen: Plan,
    { deadline }: Query,
    test: Predicate,
    stats?: Stats,
    expected?: number,
  ): Generator<Found> {
    const seen = chosen.index.multikey ? new Set<string>() : undefined;
    let examined = 0;
    for (const { value } of scan(this.tables, chosen, expected)) {
      examined += 1;
      if (deadline !== undefined && examined % CLOCK_EVERY === 0) checkClock(deadline);
      if (stats) stats.keysExamined += 1;
      if (seen) {
        const id = value.toString('latin1');
        if (seen.has(id)) continue;
        seen.add(id);
      }
      const bytes = chosen.index.name === ID_INDEX ? value : this.documents.get(collection, value);
      // An open cursor reads its index in chunks; the document may be gone since.
      if (!bytes) {
        this.checkStanding(collection, chosen);
        continue;
      }
      if (stats) stats.documentsExamined += 1;
      const found = new Found(bytes);
      if (chosen.exact || test(found.document)) yield found;
    }
    this.checkStanding(collection, chosen);
  }

  /**
   * Throws 175 if what an open cursor reads was dropped meanwhile: its entries end then, though the documents it was to
   * find may not. Numbers are never given twice, so one dropped and made again isn't taken for the same.
   */
  private checkStanding(collection: Collection, { index }: Plan): void {
    const current = this.catalog.find(collection.database, collection.name);
    if (current?.number !== collection.number) {
      throw new MongoError(175, `collection dropped or renamed while it was read: ${namespace(collection)}`);
    }
    if (!current.indexes.some(({ number }) => number === index.number)) {
      throw new MongoError(175, `index dropped while it was read: ${index.name} of ${namespace(collection)}`);
    }
  }
}

const checkClock = (deadline: number): void => {
  if (Date.now() > deadline) throw new MongoError(50, 'operation exceeded time limit');
};

function* page(found: Iterable<Found>, { skip, limit }: Query): Generator<Found> {
  let at = 0;
  for (const each of found) {
    at += 1;
    if (at <= skip) continue;
    yield each;
    if (limit > 0 && at >= skip + limit) return;
  }
}
