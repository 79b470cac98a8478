import { decode, type Document, encode } from '../bson/values.js';
import { type Engine } from '../commands/engine.js';
import { withId } from '../bson/raw.js';
import { type Query } from '../query/query.js';
import { type Collection } from '../storage/catalog.js';
import { applyUpdate } from './apply.js';
import { type Update } from './parse.js';
import { upsertedDocument } from './upsert.js';

/** One update of one or many documents, parsed. */
export interface UpdateOperation extends Pick<Query, 'filter' | 'sort' | 'hint' | 'variables' | 'deadline'> {
  readonly update: Update;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly arrayFilters: readonly Document[];
}

export interface UpdateResult {
  readonly matched: number;
  readonly modified: number;
  /** The last document that was matched, before and after. */
  readonly before?: Document;
  readonly after?: Document;
  readonly upserted?: Document;
}

/** To be called inside a write transaction, so that nothing changes between finding and writing. */
export const runUpdate = (engine: Engine, collection: Collection, operation: UpdateOperation): UpdateResult => {
  const { filter, update, multi, upsert, arrayFilters, variables } = operation;
  const context = { filter, arrayFilters, variables, inserting: false };
  let [matched, modified] = [0, 0];
  let last: { before: Document; after: Document } | undefined;
  // All are found before the first is written: an update that moves documents in an index must not meet them again.
  const targets = [...engine.executor.find(collection, { ...operation, skip: 0, limit: multi ? 0 : 1 })];
  for (const target of targets) {
    // Operators change the document they are given; a replacement doesn't, so it needs no copy.
    const copy = update.kind === 'replacement' ? target.document : decode(target.bytes);
    const after = applyUpdate(copy, update, context);
    const bytes = encodeUpdated(after, update);
    matched += 1;
    if (!bytes.equals(target.bytes)) {
      engine.documents.replace(collection, target, after, bytes);
      modified += 1;
    }
    if (!multi) last = { before: target.document, after };
  }
  if (matched > 0 || !upsert) return { matched, modified, ...last };
  const upserted = upsertedDocument(update, context);
  engine.documents.insert(collection, upserted, encodeUpdated(upserted, update));
  return { matched: 0, modified: 0, upserted };
};

const encodeUpdated = (after: Document, update: Update): Buffer =>
  update.kind === 'replacement' && update.elements ? withId(after['_id'], update.elements) : encode(after);
