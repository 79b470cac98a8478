import { type Document, decode } from '../mongo/bson/values.js';
import { type Index, numberPrefix } from '../mongo/indexes/definition.js';
import { indexKeys } from '../mongo/indexes/keys.js';
import { Catalog, type Collection, namespace } from '../mongo/storage/catalog.js';
import { encodeId } from '../mongo/storage/documents.js';
import { prefixRange } from '../mongo/storage/ranges.js';
import type { Tables } from '../mongo/storage/tables.js';
import { entries } from './events.js';
import type { Findings, Progress } from './findings.js';

export interface DocumentCounts {
  readonly collections: number;
  readonly documents: number;
  readonly indexEntries: number;
}

const PROGRESS_EVERY = 100_000;

/**
 * Checks all collections: each document decodes and lies under its `_id`; each index has exactly the entries that its
 * documents make, unique ones one document a key; the counts agree; nothing belongs to a collection that isn't there.
 */
export function verifyDocuments(tables: Tables, findings: Findings, progress: Progress): DocumentCounts {
  const catalog = new Catalog(tables);
  let documents = 0;
  let indexEntries = 0;
  for (const collection of catalog.list()) {
    const found = verifyCollection(tables, collection, findings, (done) =>
      progress(`${namespace(collection)}: ${done}`),
    );
    documents += found.documents;
    indexEntries += found.entries;
  }
  const [stored, indexed] = [entries(tables.documents), entries(tables.entries)];
  findings.expect(stored === documents, () => `${stored - documents} documents belong to no collection`);
  findings.expect(indexed === indexEntries, () => `${indexed - indexEntries} index entries belong to no index`);
  return { collections: catalog.list().length, documents, indexEntries };
}

function verifyCollection(tables: Tables, collection: Collection, findings: Findings, progress: Progress) {
  const secondary = collection.indexes.slice(1);
  const made = new Map(secondary.map((index) => [index, 0]));
  let documents = 0;
  for (const { key, value } of tables.documents.getRange(prefixRange(numberPrefix(collection.number)))) {
    documents += 1;
    if (documents % PROGRESS_EVERY === 0) progress(`${documents} documents`);
    findings.attempt(
      () => `a document of ${namespace(collection)} at ${key.toString('hex')}`,
      () => {
        for (const [index, count] of checkDocument(tables, collection, key, value)) {
          made.set(index, (made.get(index) ?? 0) + count);
        }
      },
    );
  }
  findings.expect(
    documents === collection.count,
    () => `${namespace(collection)} has ${documents} documents and counts ${collection.count}`,
  );
  let total = 0;
  for (const [index, expected] of made) {
    const there = tables.entries.getKeysCount(prefixRange(numberPrefix(index.number)));
    total += there;
    findings.expect(
      there === expected,
      () => `index ${index.name} of ${namespace(collection)} has ${there} entries, its documents make ${expected}`,
    );
  }
  return { documents, entries: total };
}

/** Checks one document and that the indexes know it. Answers how many entries it makes in each. Throws what is wrong. */
export function checkDocument(tables: Tables, collection: Collection, key: Buffer, stored: Buffer): [Index, number][] {
  const document = decode(stored);
  const id = encodeId(document['_id']);
  if (!key.subarray(4).equals(id)) throw new Error('it does not lie under its _id');
  return collection.indexes.slice(1).map((index) => [index, checkEntries(tables, index, document, id)]);
}

function checkEntries(tables: Tables, index: Index, document: Document, id: Buffer): number {
  const { keys, multikey } = indexKeys(index, document, id.length);
  if (multikey && !index.multikey) throw new Error(`index ${index.name} doesn't know that it has an array`);
  for (const key of keys) {
    const entry = tables.entries.get(Buffer.concat([key, id]));
    if (entry?.equals(id) !== true) throw new Error(`index ${index.name} has no entry for it`);
    if (!index.unique) continue;
    const holders = tables.entries.getKeysCount({ ...prefixRange(key), limit: 2 });
    if (holders > 1) throw new Error(`unique index ${index.name} has another document with its key`);
  }
  return keys.length;
}
