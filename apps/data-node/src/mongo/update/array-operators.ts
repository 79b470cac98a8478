import { equalValues } from '../bson/compare.js';
import { type Document, isDocument, typeName } from '../bson/values.js';
import { badValue } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { parseSort } from '../query/order.js';
import { sortDocuments } from '../query/sort.js';

/** The array after an operator; `now` is a copy. Undefined leaves the document as it is. */
export type ChangeArray = (now: unknown[], operand: unknown, path: string) => unknown[];

const MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

export const push: ChangeArray = (now, operand, path) => {
  const { each, slice, sort, position } = parsePush(operand, path);
  now.splice(position ?? now.length, 0, ...each);
  const sorted = sort === undefined ? now : sortElements(now, sort);
  if (slice === undefined) return sorted;
  return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
};

const parsePush = (
  operand: unknown,
  path: string,
): { each: unknown[]; slice?: number | undefined; sort?: unknown; position?: number | undefined } => {
  if (!isDocument(operand) || !Object.keys(operand).some((name) => name.startsWith('$'))) return { each: [operand] };
  const unknown = Object.keys(operand).find((name) => !MODIFIERS.has(name));
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  const { $each: each, $slice, $sort: sort, $position } = operand;
  if (!Array.isArray(each)) throw badValue(`The argument to $each in $push of '${path}' must be an array`);
  return { each, slice: integer($slice, '$slice'), sort, position: integer($position, '$position') };
};

const integer = (value: unknown, name: string): number | undefined => {
  if (value === undefined) return undefined;
  if (Number.isInteger(Number(value))) return Number(value);
  throw badValue(`The value for ${name} must be an integer value`);
};

/** By the elements themselves (`1` or `-1`) or by their fields (`{ field: 1 }`). */
const sortElements = (elements: unknown[], sort: unknown): unknown[] => {
  if (isDocument(sort)) return sortDocuments(elements, (each) => (isDocument(each) ? each : {}), parseSort(sort));
  return sortDocuments(elements, (element) => ({ element }), parseSort({ element: sort }));
};

export const addToSet: ChangeArray = (now, operand, path) => {
  const several = isDocument(operand) && '$each' in operand;
  const values = several ? operand['$each'] : [operand];
  if (!Array.isArray(values)) throw badValue(`The argument to $each in $addToSet of '${path}' must be an array`);
  for (const value of values) if (!now.some((each) => equalValues(each, value))) now.push(value);
  return now;
};

export const pop: ChangeArray = (now, operand) => {
  if (operand !== 1 && operand !== -1) throw badValue(`$pop expects 1 or -1, found: ${String(operand)}`);
  return operand === 1 ? now.slice(0, -1) : now.slice(1);
};

export const pullAll: ChangeArray = (now, operand) => {
  if (!Array.isArray(operand)) throw badValue(`$pullAll requires an array argument but was given ${typeName(operand)}`);
  return now.filter((element) => !operand.some((each) => equalValues(each, element)));
};

/** `$pull` by value, by operators on the elements (`{ $gt: 3 }`) or by a filter on objects (`{ k: 1 }`). */
export const pull: ChangeArray = (now, operand) => {
  if (!isDocument(operand)) {
    const test = matcher({ element: operand });
    return now.filter((element) => !(operand instanceof RegExp ? test({ element }) : equalValues(element, operand)));
  }
  const onElements = Object.keys(operand)[0]?.startsWith('$');
  const filter: Document = onElements ? { element: operand } : operand;
  const test = matcher(filter);
  return now.filter((element) => !(onElements ? test({ element }) : isDocument(element) && test(element)));
};
