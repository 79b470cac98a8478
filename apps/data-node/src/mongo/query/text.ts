import { encodeValue } from '../bson/key-encoding.js';
import { badValue, MongoError } from '../errors.js';
import { numberPrefix } from '../indexes/definition.js';
import { type Collection } from '../storage/catalog.js';
import { type DocumentStore } from '../storage/documents.js';
import { prefixRange, readRange } from '../storage/ranges.js';
import { type Tables } from '../storage/tables.js';
import { textScore } from '../text/score.js';
import { parseSearch } from '../text/search.js';
import { Found, type Stats } from './query.js';
import { MemoryBudget } from './memory.js';
import { isTextScore, type SortField } from './order.js';
import { sortDocuments } from './sort.js';

/** The documents that a `$text` search finds by the collection's text index, sorted. Throws 27 if there is none. */
export const searchText = (
  tables: Tables,
  documents: DocumentStore,
  collection: Collection,
  text: unknown,
  sort: readonly SortField[],
  stats?: Stats,
): Found[] => {
  const search = parseSearch(text);
  const index = collection.indexes.find((each) => each.weights);
  if (!index?.weights) throw new MongoError(27, 'text index required for $text query');
  const budget = new MemoryBudget('$text');
  const seen = new Set<string>();
  const found: Found[] = [];
  for (const word of search.words) {
    const prefix = Buffer.concat([numberPrefix(index.number), encodeValue(word)]);
    for (const { value } of readRange(tables.entries, prefixRange(prefix), false)) {
      if (stats) stats.keysExamined += 1;
      const id = value.toString('latin1');
      if (seen.has(id)) continue;
      seen.add(id);
      const bytes = documents.get(collection, value);
      if (!bytes) continue;
      if (stats) stats.documentsExamined += 1;
      const each = new Found(bytes);
      const score = textScore(each.document, index.weights, search);
      if (score === undefined) continue;
      budget.take(bytes.length * 2);
      found.push(new Found(bytes, score));
    }
  }
  return sorted(found, sort);
};

const sorted = (found: Found[], sort: readonly SortField[]): Found[] => {
  if (sort.length === 0) return found;
  const [first, ...others] = sort;
  if (first && isTextScore(first) && others.length === 0) return found.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  if (sort.some(isTextScore)) throw badValue("sorting by $meta 'textScore' and other fields is not supported here");
  return sortDocuments(found, (each) => each.document, sort);
};
