import { type Document, isDocument } from '../bson/values.js';
import { failedToParse, MongoError } from '../errors.js';

/** What a pipeline that ends in `$out` or `$merge` does with its results. */
export interface Target {
  readonly database: string;
  readonly collection: string;
  /** `$out`: the results take the place of the collection. */
  readonly replaces: boolean;
  readonly on: readonly string[];
  readonly whenMatched: 'replace' | 'keepExisting' | 'merge' | 'fail';
  readonly whenNotMatched: 'insert' | 'discard' | 'fail';
}

const MATCHED = ['replace', 'keepExisting', 'merge', 'fail'] as const;
const NOT_MATCHED = ['insert', 'discard', 'fail'] as const;

/** The last stage, if it writes, and those before it. */
export const splitTarget = (
  pipeline: readonly Document[],
  database: string,
): { stages: readonly Document[]; target: Target | undefined } => {
  const last = pipeline.at(-1);
  const stages = pipeline.slice(0, -1);
  const misplaced = stages.find((stage) => '$out' in stage || '$merge' in stage);
  if (misplaced)
    throw new MongoError(40601, `${Object.keys(misplaced)[0]} can only be the final stage in the pipeline`);
  if (last && '$out' in last) return { stages, target: parseOut(last['$out'], database) };
  if (last && '$merge' in last) return { stages, target: parseMerge(last['$merge'], database) };
  return { stages: pipeline, target: undefined };
};

const parseOut = (value: unknown, database: string): Target => ({
  ...parseNamespace(value, database, '$out'),
  replaces: true,
  on: ['_id'],
  whenMatched: 'fail',
  whenNotMatched: 'insert',
});

const parseMerge = (value: unknown, database: string): Target => {
  const spec = typeof value === 'string' ? { into: value } : value;
  if (!isDocument(spec)) throw failedToParse('$merge requires a string or object argument');
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert', ...others } = spec;
  const [unknown] = Object.keys(others);
  if (unknown) throw new MongoError(238, `$merge with '${unknown}' is not supported`);
  return {
    ...parseNamespace(into, database, '$merge'),
    replaces: false,
    on: Array.isArray(on) ? on.map(String) : [String(on)],
    whenMatched: oneOf(MATCHED, whenMatched, 'whenMatched'),
    whenNotMatched: oneOf(NOT_MATCHED, whenNotMatched, 'whenNotMatched'),
  };
};

const oneOf = <T extends string>(known: readonly T[], value: unknown, name: string): T => {
  const found = known.find((each) => each === value);
  if (found) return found;
  throw new MongoError(
    238,
    `$merge with '${name}' ${Array.isArray(value) ? 'a pipeline' : `'${String(value)}'`} is not supported`,
  );
};

const parseNamespace = (value: unknown, database: string, stage: string): { database: string; collection: string } => {
  if (typeof value === 'string' && value !== '') return { database, collection: value };
  const { db, coll, ...others } = isDocument(value) ? value : {};
  if (typeof coll === 'string' && coll !== '' && Object.keys(others).length === 0) {
    return { database: typeof db === 'string' ? db : database, collection: coll };
  }
  throw failedToParse(`${stage} needs the name of a collection, or { db, coll }`);
};
