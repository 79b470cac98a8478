import { decode, type Document, encode, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { describeIndex, ID_INDEX, idIndex, type Index, numberPrefix } from '../indexes/definition.js';
import { parseIndex } from '../indexes/parse.js';
import { prefixRange, removeRange } from './ranges.js';
import { type Tables } from './tables.js';

export interface Collection {
  readonly database: string;
  readonly name: string;
  readonly number: number;
  /** `_id_` first. */
  indexes: Index[];
  /** Documents in the collection, kept with every write. */
  count: number;
}

export const namespace = (collection: { database: string; name: string }): string =>
  `${collection.database}.${collection.name}`;

/** Where the number for the next collection or index is kept; no namespace begins with a zero byte. */
const NEXT_NUMBER = Buffer.from('\0next');

/** Where the count of a collection is kept, apart from its definition, which is longer and seldom changes. */
const countKey = (number: number): Buffer => Buffer.concat([Buffer.from('\0count'), numberPrefix(number)]);

/** The collections and their indexes: read from LMDB once, changed only inside write transactions. */
export class Catalog {
  private readonly collections = new Map<string, Collection>();

  constructor(private readonly tables: Tables) {
    this.reload();
  }

  /** Reads everything again from disk, after a transaction that failed. */
  reload(): void {
    this.collections.clear();
    for (const { key, value } of this.tables.catalog.getRange({ start: Buffer.from([1]) })) {
      const collection = parseCollection(key.toString(), decode(value));
      collection.count = this.tables.catalog.get(countKey(collection.number))?.readDoubleBE() ?? collection.count;
      this.collections.set(namespace(collection), collection);
    }
  }

  find(database: string, name: string): Collection | undefined {
    return this.collections.get(`${database}.${name}`);
  }

  list(database?: string): Collection[] {
    return [...this.collections.values()].filter((each) => database === undefined || each.database === database);
  }

  findOrCreate(database: string, name: string): Collection {
    return this.find(database, name) ?? this.create(database, name);
  }

  create(database: string, name: string): Collection {
    checkNames(database, name);
    const number = this.nextNumber();
    const collection: Collection = { database, name, number, indexes: [idIndex(number)], count: 0 };
    this.collections.set(namespace(collection), collection);
    this.save(collection);
    return collection;
  }

  drop(collection: Collection): void {
    this.tables.catalog.removeSync(Buffer.from(namespace(collection)));
    this.tables.catalog.removeSync(countKey(collection.number));
    this.collections.delete(namespace(collection));
    removeRange(this.tables.documents, prefixRange(numberPrefix(collection.number)));
    for (const index of collection.indexes.slice(1)) this.clearIndex(index);
  }

  rename(collection: Collection, database: string, name: string): void {
    checkNames(database, name);
    this.tables.catalog.removeSync(Buffer.from(namespace(collection)));
    this.collections.delete(namespace(collection));
    const renamed = { ...collection, database, name };
    this.collections.set(namespace(renamed), renamed);
    this.save(renamed);
  }

  clearIndex(index: Index): void {
    removeRange(this.tables.entries, prefixRange(numberPrefix(index.number)));
  }

  /** Writes the count; to be called in the transaction that changed it. */
  saveCount(collection: Collection): void {
    const count = Buffer.allocUnsafe(8);
    count.writeDoubleBE(collection.count);
    this.tables.catalog.putSync(countKey(collection.number), count);
  }

  /** Writes the definition; to be called in the transaction that changed it. */
  save(collection: Collection): void {
    const definition = {
      number: collection.number,
      indexes: collection.indexes
        .filter((index) => index.name !== ID_INDEX)
        .map((index) => ({ number: index.number, multikey: index.multikey, definition: describeIndex(index) })),
    };
    this.tables.catalog.putSync(Buffer.from(namespace(collection)), encode(definition));
  }

  nextNumber(): number {
    const last = this.tables.catalog.get(NEXT_NUMBER)?.readUInt32BE() ?? 0;
    const next = numberPrefix(last + 1);
    this.tables.catalog.putSync(NEXT_NUMBER, next);
    return last + 1;
  }
}

const parseCollection = (key: string, stored: Document): Collection => {
  const dot = key.indexOf('.');
  const number = Number(stored['number']);
  const indexes = Array.isArray(stored['indexes']) ? stored['indexes'].filter(isDocument) : [];
  return {
    database: key.slice(0, dot),
    name: key.slice(dot + 1),
    number,
    count: Number(stored['count'] ?? 0),
    indexes: [
      idIndex(number),
      ...indexes.map((each) => {
        const definition = isDocument(each['definition']) ? each['definition'] : {};
        return parseIndex(definition, Number(each['number']), each['multikey'] === true);
      }),
    ],
  };
};

const checkNames = (database: string, name: string): void => {
  if (!/^[^/\\. "$*<>:|?\0]{1,63}$/.test(database)) throw new MongoError(73, `Invalid database name: '${database}'`);
  if (name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.') || name.length > 200) {
    throw new MongoError(73, `Invalid collection name: '${name}'`);
  }
};
