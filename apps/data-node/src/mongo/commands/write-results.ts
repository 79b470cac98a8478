import { ObjectId } from 'bson';

import { type Target } from '../aggregate/write.js';
import { type Document, encode } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { valuesAt } from '../query/paths.js';
import { type Collection } from '../storage/catalog.js';
import { type Engine } from './engine.js';

/**
 * Writes the results of a pipeline that ends in `$out` or `$merge` in one transaction. As in MongoDB, a refused `$out`
 * leaves its target as it was, and what `$merge` wrote before a refusal stays.
 */
export const writeResults = (engine: Engine, target: Target, make: () => Iterable<Document>): Promise<void> =>
  engine.write(() => {
    const documents = [...make()].map(({ _id = new ObjectId(), ...rest }): Document => ({ _id, ...rest }));
    if (target.replaces) engine.allOrNothing(() => replaceCollection(engine, target, documents));
    else mergeInto(engine, target, documents);
  });

const replaceCollection = (engine: Engine, target: Target, documents: readonly Document[]): void => {
  const collection = engine.catalog.findOrCreate(target.database, target.collection);
  for (const { document } of engine.executor.find(collection, ALL)) engine.documents.remove(collection, document);
  for (const document of documents) engine.documents.insert(collection, document, encode(document));
};

const ALL = { filter: {}, sort: [], skip: 0, limit: 0 };

const mergeInto = (engine: Engine, target: Target, documents: readonly Document[]): void => {
  const collection = engine.catalog.findOrCreate(target.database, target.collection);
  refuseWithoutUniqueIndex(collection, target.on);
  for (const document of documents) mergeOne(engine, collection, target, document);
};

const mergeOne = (engine: Engine, collection: Collection, target: Target, document: Document): void => {
  const filter = Object.fromEntries(target.on.map((path) => [path, { $eq: keyOf(document, path) }]));
  const [present] = engine.executor.find(collection, { ...ALL, filter, limit: 1 });
  if (!present) {
    if (target.whenNotMatched === 'fail') {
      throw new MongoError(13113, '$merge could not find a matching document in the target collection');
    }
    if (target.whenNotMatched === 'insert') engine.documents.insert(collection, document, encode(document));
    return;
  }
  if (target.whenMatched === 'keepExisting') return;
  if (target.whenMatched === 'fail') {
    throw new MongoError(11000, '$merge found a matching document in the target collection, and whenMatched is fail');
  }
  const _id = present.document['_id'];
  const after = { ...(target.whenMatched === 'merge' ? present.document : {}), ...document, _id };
  engine.documents.replace(collection, present, after, encode(after));
};

const keyOf = (document: Document, path: string): unknown => {
  const [value, ...others] = valuesAt(document, path);
  if (value !== undefined && value !== null && others.length === 0 && !Array.isArray(value)) return value;
  throw new MongoError(
    51132,
    `$merge write error: 'on' field '${path}' cannot be missing, null, undefined or an array`,
  );
};

const refuseWithoutUniqueIndex = ({ indexes }: Collection, on: readonly string[]): void => {
  const fits = indexes.some(
    ({ unique, partialFilter, fields }) =>
      unique && !partialFilter && fields.length === on.length && fields.every(({ path }) => on.includes(path)),
  );
  if (!fits)
    throw new MongoError(51183, `Cannot find index to verify that join fields [${on.join(', ')}] will be unique`);
};
