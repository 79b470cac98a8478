import { encodeValue } from '../bson/key-encoding.js';
import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { ID_INDEX, type Index, keyPattern } from '../indexes/definition.js';
import { type Collection } from '../storage/catalog.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';

const NOT_OFFERED = [
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'cappedSize',
  'cappedMax',
];

/** Hides an index, shows it again, or changes when the documents of a TTL index expire. Anything else is refused by name. */
export const collMod: Command = async (engine, body) => {
  const args = new Arguments('collMod', body, ['index', ...NOT_OFFERED]);
  const option = NOT_OFFERED.find((name) => args.get(name) !== undefined);
  if (option) throw new MongoError(238, `collMod: '${option}' is not supported`);
  const change = args.document('index');
  return engine.write(() => {
    const collection = engine.catalog.find(args.database, args.collection);
    if (!collection) throw new MongoError(26, `ns does not exist: ${args.database}.${args.collection}`);
    if (!change) return { ok: 1 };
    const answer = changeIndex(collection, change);
    engine.catalog.save(collection);
    return { ...answer, ok: 1 };
  });
};

const changeIndex = (collection: Collection, change: Document): Document => {
  const { name, keyPattern: pattern, hidden, expireAfterSeconds, ...others } = change;
  const [unknown] = Object.keys(others);
  if (unknown) throw new MongoError(238, `collMod: 'index.${unknown}' is not supported`);
  const index = collection.indexes.find((each) =>
    isDocument(pattern) ? encodeValue(keyPattern(each)).equals(encodeValue(pattern)) : each.name === name,
  );
  if (!index) throw new MongoError(27, `cannot find index ${JSON.stringify(pattern ?? name)} for ns`);
  return {
    ...(hidden === undefined ? {} : hide(index, Boolean(hidden))),
    ...(expireAfterSeconds === undefined ? {} : expire(index, Number(expireAfterSeconds))),
  };
};

const hide = (index: Index, hidden: boolean): Document => {
  if (index.name === ID_INDEX) throw new MongoError(2, 'cannot hide _id index');
  const before = index.hidden;
  index.hidden = hidden;
  return { hidden_old: before, hidden_new: hidden };
};

const expire = (index: Index, seconds: number): Document => {
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 2 ** 31 - 1) {
    throw new MongoError(72, `expireAfterSeconds must be within 0 and 2147483647, not ${seconds}`);
  }
  if (index.fields.length !== 1 || index.name === ID_INDEX) {
    throw new MongoError(72, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  }
  const before = index.expireAfterSeconds;
  index.expireAfterSeconds = seconds;
  return { ...(before === undefined ? {} : { expireAfterSeconds_old: before }), expireAfterSeconds_new: seconds };
};
