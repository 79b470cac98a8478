import { encodeValue } from '../bson/key-encoding.js';
import { bsonType, type Document } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { ID_INDEX, idIndex, type Index, keyPattern } from '../indexes/definition.js';
import { indexKeys } from '../indexes/keys.js';
import { valuesAt } from '../query/paths.js';
import { type Catalog, type Collection, namespace } from './catalog.js';
import { prefixRange } from './ranges.js';
import { MAX_KEY_BYTES, type Tables } from './tables.js';

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A stored document, decoded when somebody asks for it. */
export interface StoredDocument {
  readonly document: Document;
}

/**
 * Writes of single documents with their index entries. Everything is checked before the first byte is written, so a
 * refused document leaves nothing behind in the transaction, which it may share with others. To be called inside one.
 */
export class DocumentStore {
  private readonly changed = new Set<Collection>();

  constructor(
    private readonly tables: Tables,
    private readonly catalog: Catalog,
  ) {}

  get(collection: Collection, id: Buffer): Buffer | undefined {
    return this.tables.documents.get(documentKey(collection, id));
  }

  /** Throws 11000 if the `_id` or a unique index key is taken. */
  insert(collection: Collection, document: Document, bytes: Buffer): void {
    checkSize(bytes);
    const id = encodeId(document['_id']);
    const key = documentKey(collection, id);
    if (this.tables.documents.doesExist(key)) {
      throw duplicateKey(collection, idIndex(collection.number), document);
    }
    const entries = this.entriesOf(collection, document, id);
    this.checkUnique(collection, entries, document, id);
    this.tables.documents.putSync(key, bytes);
    this.putEntries(entries, id);
    collection.count += 1;
    this.changed.add(collection);
  }

  /** Puts `document` in the place of `before`, which has the same `_id`. */
  replace(collection: Collection, before: StoredDocument, document: Document, bytes: Buffer): void {
    if (bytes.length > MAX_DOCUMENT_BYTES) {
      throw new MongoError(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
    }
    const id = encodeId(document['_id']);
    const changed = collection.indexes.filter((index) => !sameKeys(index, before.document, document));
    const added = changed.flatMap((index) => this.indexEntries(collection, index, document, id));
    const old = changed.flatMap((index) => this.indexEntries(collection, index, before.document, id));
    const removed = new Map(old.map((entry) => [entry.text, entry]));
    const fresh = added.filter((entry) => !removed.delete(entry.text));
    this.checkUnique(collection, fresh, document, id);
    this.tables.documents.putSync(documentKey(collection, id), bytes);
    for (const entry of removed.values()) this.tables.entries.removeSync(Buffer.concat([entry.key, id]));
    this.putEntries(fresh, id);
  }

  remove(collection: Collection, document: Document): void {
    const id = encodeId(document['_id']);
    this.tables.documents.removeSync(documentKey(collection, id));
    for (const { key } of this.entriesOf(collection, document, id)) {
      this.tables.entries.removeSync(Buffer.concat([key, id]));
    }
    collection.count -= 1;
    this.changed.add(collection);
  }

  /** Adds one document that is already stored to a new index. Throws 11000 if the index is unique and its key taken. */
  addToIndex(collection: Collection, index: Index, document: Document): void {
    const id = encodeId(document['_id']);
    const entries = this.indexEntries(collection, index, document, id);
    this.checkUnique(collection, entries, document, id);
    this.putEntries(entries, id);
  }

  /** Writes the counts that changed since the last call, once a transaction. */
  saveCounts(): void {
    for (const collection of this.changed) {
      if (this.catalog.find(collection.database, collection.name) === collection) this.catalog.saveCount(collection);
    }
    this.changed.clear();
  }

  private entriesOf(collection: Collection, document: Document, id: Buffer): IndexEntry[] {
    if (collection.indexes.length === 1) return [];
    return collection.indexes
      .filter((index) => index.name !== ID_INDEX)
      .flatMap((index) => this.indexEntries(collection, index, document, id));
  }

  private indexEntries(collection: Collection, index: Index, document: Document, id: Buffer): IndexEntry[] {
    const { keys, multikey } = indexKeys(index, document, id.length);
    if (multikey && !index.multikey) {
      index.multikey = true;
      this.catalog.save(collection);
    }
    return keys.map((key) => ({ index, key, text: key.toString('latin1') }));
  }

  private checkUnique(collection: Collection, entries: readonly IndexEntry[], document: Document, id: Buffer): void {
    for (const { index, key } of entries) {
      if (!index.unique) continue;
      for (const { value } of this.tables.entries.getRange({ ...prefixRange(key), limit: 2 })) {
        if (!value.equals(id)) throw duplicateKey(collection, index, document);
      }
    }
  }

  private putEntries(entries: readonly IndexEntry[], id: Buffer): void {
    for (const { key } of entries) this.tables.entries.putSync(Buffer.concat([key, id]), id);
  }
}

/** True if the two documents, of one `_id`, certainly have the same entries: the same simple value in each field. */
const sameKeys = (index: Index, before: Document, after: Document): boolean =>
  index.name === ID_INDEX ||
  (!index.partialFilter &&
    !index.weights &&
    index.fields.every(({ path }) => {
      const value = after[path];
      return !path.includes('.') && value === before[path] && (typeof value !== 'object' || value === null);
    }));

interface IndexEntry {
  readonly index: Index;
  readonly key: Buffer;
  readonly text: string;
}

const documentKey = (collection: Collection, id: Buffer): Buffer => {
  const key = Buffer.allocUnsafe(4 + id.length);
  key.writeUInt32BE(collection.number);
  id.copy(key, 4);
  return key;
};

/** The code of an `_id`. Arrays, regular expressions and undefined are refused as MongoDB does. */
export const encodeId = (value: unknown): Buffer => {
  if (Array.isArray(value) || value instanceof RegExp || value === undefined || bsonType(value) === 'BSONRegExp') {
    throw new MongoError(53, "The '_id' value cannot be of type array, regex or undefined");
  }
  const id = encodeValue(value);
  if (id.length > MAX_KEY_BYTES / 2) throw new MongoError(17280, `_id too large: ${id.length} bytes`);
  return id;
};

const checkSize = (bytes: Buffer): void => {
  if (bytes.length <= MAX_DOCUMENT_BYTES) return;
  throw new MongoError(10334, `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and 16777216`);
};

const duplicateKey = (collection: Collection, index: Index, document: Document): MongoError => {
  const keyValue = Object.fromEntries(
    index.fields.map(({ path }) => [path, valuesAt(document, path).find((value) => value !== undefined) ?? null]),
  );
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
  return new MongoError(
    11000,
    `E11000 duplicate key error collection: ${namespace(collection)} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: keyPattern(index), keyValue },
  );
};

const show = (value: unknown): string => {
  if (bsonType(value) === 'ObjectId') return `ObjectId('${String(value)}')`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
};
