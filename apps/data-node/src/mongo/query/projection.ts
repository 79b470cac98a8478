import { Query } from 'mingo/query';

import { type Document, isDocument } from '../bson/values.js';
import { badValue, MongoError } from '../errors.js';
import { PREPARED } from './mingo-engine.js';

type Project = (document: Document, score?: number) => Document;

/** A find's projection; undefined if it keeps whole documents. `$slice`, `$elemMatch`, `.$` and expressions are mingo's. */
export const projection = (spec: Document | undefined, filter: Document): Project | undefined => {
  if (!spec || Object.keys(spec).length === 0) return undefined;
  if (Object.values(spec).some(isMeta)) return withScore(spec, filter);
  if (!Object.values(spec).every(isSwitch) || Object.keys(spec).some((path) => path.includes('$'))) {
    return withOperators(spec, filter);
  }
  const paths = Object.entries(spec).filter(([path]) => path !== '_id');
  const wanted = paths.filter(([, value]) => Boolean(value)).length;
  if (wanted > 0 && wanted < paths.length) {
    const [path] = paths.find(([, value]) => Boolean(value) !== Boolean(paths[0]?.[1])) ?? [''];
    throw new MongoError(31254, `Cannot do inclusion on field ${path} in exclusion projection`);
  }
  const including = wanted > 0 || (paths.length === 0 && Boolean(spec['_id']));
  const tree = treeOf(paths.map(([path]) => path));
  const keepsId = spec['_id'] === undefined || Boolean(spec['_id']);
  if (keepsId === including) tree.set('_id', LEAF);
  return (document) => (including ? include(document, tree) : exclude(document, tree));
};

const isSwitch = (value: unknown): boolean =>
  typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint';

const isMeta = (value: unknown): boolean => isDocument(value) && '$meta' in value;

/** The rest of the projection, with `{ $meta: 'textScore' }` at the end. */
const withScore = (spec: Document, filter: Document): Project => {
  const names = Object.keys(spec).filter((name) => isMeta(spec[name]));
  const rest = projection(Object.fromEntries(Object.entries(spec).filter(([name]) => !names.includes(name))), filter);
  for (const name of names) {
    const meta = spec[name];
    const kind = isDocument(meta) ? meta['$meta'] : undefined;
    if (kind !== 'textScore') throw badValue(`Unsupported argument to $meta: ${String(kind)}`);
    if (!('$text' in filter))
      throw new MongoError(40218, 'query requires text score metadata, but it is not available');
  }
  return (document, score) => {
    const projected = rest ? rest(document) : { ...document };
    return { ...projected, ...Object.fromEntries(names.map((name) => [name, score])) };
  };
};

const withOperators = (spec: Document, filter: Document): Project => {
  // mingo needs the filter only to know which element `.$` stands for.
  const positional = Object.keys(spec).some((path) => path.endsWith('.$'));
  const query = new Query(positional ? filter : {}, PREPARED);
  return (document) => {
    const projected = query.find([document], spec).next();
    if (!isDocument(projected)) throw badValue('the projection did not give a document');
    return projected;
  };
};

type Tree = Map<string, Tree>;
const LEAF: Tree = new Map();

const treeOf = (paths: readonly string[]): Tree => {
  const root: Tree = new Map();
  for (const path of paths) {
    let node = root;
    const names = path.split('.');
    for (const [at, name] of names.entries()) {
      const next = node.get(name);
      const last = at === names.length - 1;
      if (next === LEAF || (next && last)) throw new MongoError(31250, `Path collision at ${path}`);
      const child = last ? LEAF : (next ?? new Map<string, Tree>());
      node.set(name, child);
      node = child;
    }
  }
  return root;
};

const include = (document: Document, tree: Tree): Document => {
  const result: Document = {};
  for (const [name, value] of Object.entries(document)) {
    const below = tree.get(name);
    if (!below) continue;
    const kept = below === LEAF ? value : includeBelow(value, below);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
};

/** Of a scalar on the way to a wanted field nothing is kept. */
const includeBelow = (value: unknown, tree: Tree): unknown => {
  if (isDocument(value)) return include(value, tree);
  if (!Array.isArray(value)) return undefined;
  return value.map((each) => includeBelow(each, tree)).filter((each) => each !== undefined);
};

const exclude = (document: Document, tree: Tree): Document => {
  const result: Document = {};
  for (const [name, value] of Object.entries(document)) {
    const below = tree.get(name);
    if (below === LEAF) continue;
    result[name] = below ? excludeBelow(value, below) : value;
  }
  return result;
};

const excludeBelow = (value: unknown, tree: Tree): unknown => {
  if (isDocument(value)) return exclude(value, tree);
  return Array.isArray(value) ? value.map((each) => excludeBelow(each, tree)) : value;
};
