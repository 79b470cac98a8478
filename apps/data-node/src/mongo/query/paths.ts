import { isDocument } from '../bson/values.js';

/**
 * Every value that a dotted path leads to, as a query sees them: arrays on the way are gone through, `0` picks an element
 * as well, and an object without the field gives `undefined`. A scalar element of an array on the way gives nothing.
 */
export const valuesAt = (value: unknown, path: string): unknown[] => {
  if (!path.includes('.')) return isDocument(value) ? [value[path]] : [undefined];
  const found: unknown[] = [];
  collect(value, path.split('.'), 0, found, false);
  return found;
};

const collect = (value: unknown, path: readonly string[], at: number, found: unknown[], inArray: boolean): void => {
  const name = path[at];
  if (name === undefined) {
    found.push(value);
    return;
  }
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name)) {
      if (Number(name) < value.length) collect(value[Number(name)], path, at + 1, found, false);
    }
    if (!inArray) for (const element of value) collect(element, path, at, found, true);
    return;
  }
  if (isDocument(value)) {
    if (Object.hasOwn(value, name)) collect(value[name], path, at + 1, found, false);
    else found.push(undefined);
    return;
  }
  if (!inArray) found.push(undefined);
};

/** What comparisons look at: the values themselves and the elements of those that are arrays. */
export const candidatesAt = (value: unknown, path: string): unknown[] => {
  const values = valuesAt(value, path);
  if (!values.some(Array.isArray)) return values;
  return values.flatMap((each) => (Array.isArray(each) ? [...each, each] : [each]));
};
