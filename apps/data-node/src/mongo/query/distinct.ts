import { decode, type Document } from '../bson/values.js';
import { ID_INDEX, numberPrefix } from '../indexes/definition.js';
import { indexKeys } from '../indexes/keys.js';
import { type Collection } from '../storage/catalog.js';
import { type DocumentStore } from '../storage/documents.js';
import { prefixRange, readRange, successor } from '../storage/ranges.js';
import { type Tables } from '../storage/tables.js';
import { valuesAt } from './paths.js';

/**
 * The different values of a field, from an index on that field alone: one entry is read for each value, however many
 * documents have it. Undefined where no index can tell, for instance if arrays are in it.
 */
export const distinctByIndex = (
  tables: Tables,
  documents: DocumentStore,
  collection: Collection,
  path: string,
  filter: Document,
): unknown[] | undefined => {
  const index = collection.indexes.find(
    ({ name, fields, partialFilter, hidden, multikey, weights }) =>
      name !== ID_INDEX &&
      !partialFilter &&
      !hidden &&
      !multikey &&
      !weights &&
      fields.length === 1 &&
      fields[0]?.path === path,
  );
  if (!index || Object.keys(filter).length > 0) return undefined;
  const values: unknown[] = [];
  let range = prefixRange(numberPrefix(index.number));
  for (;;) {
    const [entry] = readRange(tables.entries, range, false, 1);
    if (!entry) break;
    const document = decode(documents.get(collection, entry.value) ?? Buffer.alloc(0));
    const [value] = valuesAt(document, path);
    // A missing field is in the index as null is, so the two can't be told apart by it.
    if (value === undefined || value === null) return undefined;
    values.push(value);
    const [key] = indexKeys(index, document, entry.value.length).keys;
    if (!key) return undefined;
    range = { start: successor(key), end: range.end };
  }
  return index.fields[0]?.direction === -1 ? values.reverse() : values;
};
