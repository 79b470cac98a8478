import { type Document, isDocument } from '../bson/values.js';
import { badValue, MongoError } from '../errors.js';
import { type Direction, type Index, type IndexField } from '../indexes/definition.js';

export interface SortField {
  readonly path: string;
  readonly direction: Direction;
  /** Sorts by how well a document meets a `$text` search, the best first; the path is only a name. */
  readonly meta?: 'textScore';
}

export const isTextScore = ({ meta }: SortField): boolean => meta === 'textScore';

/** A sort as it came: `{ field: 1, other: -1 }`. */
export const parseSort = (value: unknown): SortField[] => {
  if (value === undefined || value === null) return [];
  if (!isDocument(value)) throw badValue("Expected field 'sort' to be of type object");
  return Object.entries(value).map(([path, direction]): SortField => {
    if (isDocument(direction) && direction['$meta'] === 'textScore') return { path, direction: -1, meta: 'textScore' };
    if (direction !== 1 && direction !== -1 && direction !== 1n && direction !== -1n) {
      throw new MongoError(15975, `$sort key ordering must be 1 or -1, not ${show(direction)}`);
    }
    if (path === '' || path.startsWith('$')) throw badValue(`'${path}' is not supported here as a sort key`);
    return { path, direction: direction > 0 ? 1 : -1 };
  });
};

const show = (value: unknown): string => (isDocument(value) ? JSON.stringify(value satisfies Document) : String(value));

export interface ServedOrder {
  readonly backward: boolean;
  /** True if the ranges have to be merged; false if one after the other is in order. */
  readonly merge: boolean;
}

interface Bounds {
  readonly ranges: readonly unknown[];
  /** Leading fields bound to single values. */
  readonly points: number;
}

/**
 * Whether an index gives its entries in the order asked for: either as they follow each other, or, leaving out the
 * leading fields bound to single values, within each range. The `_id` at the end of each entry counts as a last field.
 */
export const servedOrder = (index: Index, bounds: Bounds, sort: readonly SortField[]): ServedOrder | undefined => {
  const fields: readonly IndexField[] = index.fields.some(({ path }) => path === '_id')
    ? index.fields
    : [...index.fields, { path: '_id', direction: 1 }];
  if (sort.some(isTextScore)) throw badValue("query requires text score metadata, but it has no '$text'");
  const bound = new Set(fields.slice(0, bounds.points).map(({ path }) => path));
  if (bounds.ranges.length <= 1) {
    const free = sort.filter(({ path }) => !bound.has(path));
    const way = follows(fields.slice(bounds.points), free);
    return way && { ...way, merge: false };
  }
  const whole = follows(fields, sort);
  if (whole) return { ...whole, merge: false };
  if (sort.some(({ path }) => bound.has(path))) return undefined;
  const way = follows(fields.slice(bounds.points), sort);
  return way && { ...way, merge: true };
};

const follows = (fields: readonly IndexField[], sort: readonly SortField[]): { backward: boolean } | undefined => {
  const last = sort.findIndex(({ path }) => path === '_id');
  // Nothing after _id can change the order any more.
  const wanted = last < 0 ? sort : sort.slice(0, last + 1);
  const backward = wanted[0] !== undefined && wanted[0].direction !== fields[0]?.direction;
  const fits = wanted.every(
    ({ path, direction }, at) => fields[at]?.path === path && (fields[at].direction !== direction) === backward,
  );
  return fits ? { backward } : undefined;
};
