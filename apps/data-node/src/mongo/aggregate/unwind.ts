import { Lazy } from 'mingo/lazy';

import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { getAt, setAt, unsetAt } from '../update/paths.js';
import { documentsOf, type Stage } from './stage.js';

interface Unwind {
  readonly path: string;
  readonly index: string | undefined;
  readonly keepsEmpty: boolean;
}

/** One document for each element of an array. What isn't an array counts as one element. */
export const unwind: Stage = (source, argument) => {
  const spec = parse(argument);
  return Lazy(
    (function* () {
      for (const document of documentsOf(source)) yield* unwound(document, spec);
    })(),
  );
};

function* unwound(document: Document, { path, index, keepsEmpty }: Unwind): Generator<Document> {
  const value = getAt(document, path);
  const numbered = (result: Document, place: bigint | null): Document => {
    if (index !== undefined) setAt(result, index, place);
    return result;
  };
  if (!Array.isArray(value)) {
    if ((value !== null && value !== undefined) || keepsEmpty) yield numbered(copyTo(document, path), null);
    return;
  }
  if (value.length === 0 && keepsEmpty) {
    const result = copyTo(document, path);
    unsetAt(result, path);
    yield numbered(result, null);
  }
  for (const [at, element] of value.entries()) {
    const result = copyTo(document, path);
    setAt(result, path, element);
    yield numbered(result, BigInt(at));
  }
}

/** A copy of the document and of the objects on the way to a path, so that the copies of one document are apart. */
const copyTo = (document: Document, path: string): Document => {
  const copy = { ...document };
  let place: Document = copy;
  for (const name of path.split('.').slice(0, -1)) {
    const next = place[name];
    if (!isDocument(next)) break;
    place = place[name] = { ...next };
  }
  return copy;
};

const parse = (argument: unknown): Unwind => {
  const spec = typeof argument === 'string' ? { path: argument } : argument;
  if (!isDocument(spec)) throw new MongoError(15981, 'expected a string or an object as specification for $unwind');
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keepsEmpty = false, ...others } = spec;
  const [unknown] = Object.keys(others);
  if (unknown) throw new MongoError(28811, `unrecognized option to $unwind stage: ${unknown}`);
  if (typeof path !== 'string') throw new MongoError(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$') || path.length < 2) {
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  }
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$'))) {
    throw new MongoError(28810, 'includeArrayIndex option to $unwind stage must be a field name');
  }
  if (typeof keepsEmpty !== 'boolean') {
    throw new MongoError(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  }
  return { path: path.slice(1), index, keepsEmpty };
};
