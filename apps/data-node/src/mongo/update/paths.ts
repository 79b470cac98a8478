import { isDocument, type Document } from '../bson/values.js';
import { MongoError } from '../errors.js';

/** The value at a path as an update means it: `0` is an element of an array, nothing is looked for inside arrays. */
export const getAt = (document: unknown, path: string): unknown => {
  let value = document;
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/.test(name) ? value[Number(name)] : undefined;
    else value = isDocument(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
};

/** Sets a path, making the objects on the way. Throws 28 PathNotViable where a scalar or an array stands in the way. */
export const setAt = (document: Document, path: string, value: unknown): void => {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let place: unknown = document;
  for (const name of names) {
    let next = isDocument(place) || Array.isArray(place) ? childOf(place, name, path) : undefined;
    if (next === undefined) {
      next = {};
      put(place, name, next, path);
    }
    place = next;
  }
  put(place, last, value, path);
};

export const unsetAt = (document: Document, path: string): void => {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const place = names.length === 0 ? document : getAt(document, names.join('.'));
  // An element of an array is nulled, so that the others keep their places.
  if (Array.isArray(place) && /^\d+$/.test(last) && Number(last) < place.length) place[Number(last)] = null;
  else if (isDocument(place)) delete place[last];
};

const childOf = (place: Document | unknown[], name: string, path: string): unknown => {
  if (!Array.isArray(place)) return Object.hasOwn(place, name) ? place[name] : undefined;
  if (!/^\d+$/.test(name)) throw notViable(path, name, 'an array');
  return place[Number(name)];
};

const put = (place: unknown, name: string, value: unknown, path: string): void => {
  if (isDocument(place)) {
    Object.defineProperty(place, name, { value, writable: true, enumerable: true, configurable: true });
  } else if (Array.isArray(place) && /^\d+$/.test(name) && Number(name) <= place.length + 1_500_000) {
    while (place.length < Number(name)) place.push(null);
    place[Number(name)] = value;
  } else throw notViable(path, name, Array.isArray(place) ? 'an array' : 'a value that is not an object');
};

const notViable = (path: string, name: string, what: string): MongoError =>
  new MongoError(28, `Cannot create field '${name}' of path '${path}' in ${what}`);
