import { type Document, isDocument } from '../bson/values.js';
import { badValue, failedToParse } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { getAt, setAt } from './paths.js';

export interface Positions {
  /** The filter that found the document, which says what `$` stands for. */
  readonly filter: Document;
  readonly arrayFilters: readonly Document[];
}

/** The paths a path with `$`, `$[]` or `$[name]` stands for in this document: `lines.$[].v` → `lines.0.v`, `lines.1.v`. */
export const resolvePositions = (document: Document, path: string, positions: Positions): string[] => {
  const names = path.split('.');
  const at = names.findIndex((name) => name.startsWith('$'));
  if (at < 0) return [path];
  const prefix = names.slice(0, at).join('.');
  const array = getAt(document, prefix);
  if (at === 0 || !Array.isArray(array)) {
    throw badValue(`The path '${prefix}' must exist and be an array in order to apply '${path}'`);
  }
  const rest = names.slice(at + 1);
  return elementsFor(names[at] ?? '', array, prefix, positions)
    .map((index) => [prefix, String(index), ...rest].join('.'))
    .flatMap((each) => resolvePositions(document, each, positions));
};

const elementsFor = (name: string, array: readonly unknown[], prefix: string, positions: Positions): number[] => {
  if (name === '$[]') return [...array.keys()];
  if (name === '$') return [matchedElement(array, prefix, positions.filter)];
  const identifier = /^\$\[([a-z]\w*)\]$/.exec(name)?.[1];
  if (identifier === undefined) throw badValue(`'${name}' is not a position in an array`);
  const filters = positions.arrayFilters.filter((filter) => identifierOf(filter) === identifier);
  if (filters.length === 0) throw badValue(`No array filter found for identifier '${identifier}'`);
  const tests = filters.map((each) => matcher(each));
  return [...array.keys()].filter((index) => tests.every((test) => test({ [identifier]: array[index] })));
};

/** The name an array filter speaks about: `line` in `{ 'line.k': 2, 'line.v': { $gt: 1 } }`. */
const identifierOf = (filter: Document): string | undefined => {
  const names = Object.entries(filter).flatMap(([key, value]): (string | undefined)[] => {
    if (key.startsWith('$') && Array.isArray(value)) return value.filter(isDocument).map(identifierOf);
    return [key.split('.')[0]];
  });
  if (new Set(names).size > 1)
    throw failedToParse(`An array filter must speak about one name, not ${names.join(', ')}`);
  return names[0];
};

const matchedElement = (array: readonly unknown[], prefix: string, filter: Document): number => {
  const conditions = conditionsOn(prefix, filter);
  const test = matcher({ $and: [{}, ...conditions] });
  const index =
    conditions.length === 0
      ? -1
      : array.findIndex((element) => {
          const alone: Document = {};
          setAt(alone, prefix, [element]);
          return test(alone);
        });
  if (index < 0) throw badValue('The positional operator did not find the match needed from the query.');
  return index;
};

const conditionsOn = (prefix: string, filter: Document): Document[] =>
  Object.entries(filter).flatMap(([key, value]): Document[] => {
    if (key === '$and' && Array.isArray(value))
      return value.filter(isDocument).flatMap((each) => conditionsOn(prefix, each));
    return key === prefix || key.startsWith(`${prefix}.`) ? [{ [key]: value }] : [];
  });
