import { encodeValue, TypeByte } from '../bson/key-encoding.js';
import { bsonType, type Document, isDocument } from '../bson/values.js';
import { successor } from '../storage/ranges.js';

/** The codes `lo <= code < hi`; `point` if that is one value. */
export interface Interval {
  readonly lo: Buffer;
  readonly hi: Buffer;
  readonly point: boolean;
}

/** What a filter says about a path: every set holds for a matching document, for a multikey index each by itself. */
export interface Constraint {
  readonly sets: readonly (readonly Interval[])[];
  /** True if the sets say all that the filter says about this path. */
  readonly exact: boolean;
  /** True if a document without the path can't match. */
  readonly needsValue: boolean;
}

export type Constraints = ReadonlyMap<string, Constraint>;

const point = (value: unknown): Interval => {
  const lo = encodeValue(value);
  return { lo, hi: successor(lo), point: true };
};

const NULLS: Interval = { lo: Buffer.from([TypeByte.undefined]), hi: Buffer.from([TypeByte.null + 1]), point: false };
const UNKNOWN: Constraint = { sets: [], exact: false, needsValue: false };

/** Reads the intervals out of a filter. Whatever it doesn't know constrains nothing and leaves the path inexact. */
export const constraintsOf = (filter: Document): Map<string, Constraint> => {
  const found = new Map<string, Constraint>();
  const add = (path: string, constraint: Constraint): void => {
    const before = found.get(path);
    found.set(path, before ? both(before, constraint) : constraint);
  };
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(value)) {
      for (const part of value.filter(isDocument)) constraintsOf(part).forEach((each, path) => add(path, each));
    } else if (key === '$or' && Array.isArray(value)) {
      anyOf(value.filter(isDocument)).forEach((each, path) => add(path, each));
    } else if (!key.startsWith('$')) add(key, constraintOf(value));
  }
  return found;
};

const both = (a: Constraint, b: Constraint): Constraint => ({
  sets: [...a.sets, ...b.sets],
  exact: a.exact && b.exact,
  needsValue: a.needsValue || b.needsValue,
});

/** A path that every branch of an `$or` constrains lies in the union of what they allow. */
const anyOf = (branches: readonly Document[]): Map<string, Constraint> => {
  const [first, ...others] = branches.map(constraintsOf);
  const found = new Map<string, Constraint>();
  for (const [path, constraint] of first ?? []) {
    const all = [constraint, ...others.map((other) => other.get(path) ?? UNKNOWN)];
    if (all.some(({ sets }) => sets.length === 0)) continue;
    // one set of each branch: of an array, different elements may lie in the different sets
    const union = all.flatMap(({ sets }) => sets[0] ?? []);
    found.set(path, { sets: [normalise(union)], exact: false, needsValue: all.every((each) => each.needsValue) });
  }
  return found;
};

const constraintOf = (value: unknown): Constraint => {
  if (value instanceof RegExp) return regexConstraint(value);
  if (!isDocument(value) || !Object.keys(value).some((key) => key.startsWith('$'))) return equality(value);
  const { $regex, $options, ...operators } = value;
  const parts = Object.entries(operators).map(([operator, operand]) => operatorConstraint(operator, operand));
  if ($regex !== undefined) parts.push($options ? UNKNOWN : regexConstraint($regex));
  return parts.reduce(both);
};

const operatorConstraint = (operator: string, operand: unknown): Constraint => {
  switch (operator) {
    case '$eq':
      return operand instanceof RegExp ? UNKNOWN : equality(operand);
    case '$in': {
      if (!Array.isArray(operand)) return UNKNOWN;
      const parts = operand.map((each) => (each instanceof RegExp ? UNKNOWN : equality(each)));
      if (parts.some(({ sets }) => sets.length === 0)) return UNKNOWN;
      const union = normalise(parts.flatMap(({ sets }) => sets.flat()));
      const allExact = parts.every(({ exact }) => exact);
      return { sets: [union], exact: allExact, needsValue: parts.every(({ needsValue }) => needsValue) };
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return range(operator, operand);
    case '$exists':
      return { ...UNKNOWN, needsValue: Boolean(operand) };
    default:
      return UNKNOWN;
  }
};

const equality = (value: unknown): Constraint => {
  if (value === null || value === undefined) return { sets: [[NULLS]], exact: false, needsValue: false };
  if (Array.isArray(value)) return UNKNOWN;
  return { sets: [[point(value)]], exact: true, needsValue: true };
};

const range = (operator: '$gt' | '$gte' | '$lt' | '$lte', operand: unknown): Constraint => {
  const tag = bsonType(operand);
  const unknown = operand === null || operand === undefined || Array.isArray(operand) || operand instanceof RegExp;
  if (unknown || Number.isNaN(operand) || tag === 'MinKey' || tag === 'MaxKey') return UNKNOWN;
  if (tag === 'Decimal128' && String(operand) === 'NaN') return UNKNOWN;
  const code = encodeValue(operand);
  const type = code[0] ?? 0;
  // NaN is the lowest number in the order but inside no range.
  const floor = type === TypeByte.number ? encodeValue(-Infinity) : Buffer.from([type]);
  const ceiling = Buffer.from([type + 1]);
  const interval = {
    $gt: { lo: successor(code), hi: ceiling },
    $gte: { lo: code, hi: ceiling },
    $lt: { lo: floor, hi: code },
    $lte: { lo: floor, hi: successor(code) },
  }[operator];
  return { sets: [normalise([{ ...interval, point: false }])], exact: true, needsValue: true };
};

/** `/^abc/` is the range of the strings that begin with abc. */
const regexConstraint = (pattern: unknown): Constraint => {
  const source = pattern instanceof RegExp ? pattern.source : String(pattern);
  const flags = pattern instanceof RegExp ? pattern.flags : '';
  const literal = /^\^((?:[\w \-:/@#,;]|\\[./\\-])+)/.exec(source)?.[1];
  if (flags !== '' || literal === undefined || source.includes('|')) return { ...UNKNOWN, needsValue: true };
  const rest = source.slice(1 + literal.length);
  const certain = /^[*?{]/.test(rest) ? literal.replace(/\\?.$/, '') : literal;
  const text = certain.replace(/\\(.)/g, '$1');
  if (text === '') return { ...UNKNOWN, needsValue: true };
  const lo = Buffer.concat([Buffer.from([TypeByte.string]), Buffer.from(text)]);
  // An array of regular expressions may hold the pattern itself, which lies outside; that index is multikey.
  return { sets: [[{ lo, hi: successor(lo), point: false }]], exact: false, needsValue: true };
};

/** Sorted, without empty and overlapping intervals. */
export const normalise = (intervals: readonly Interval[]): Interval[] => {
  const sorted = intervals
    .filter(({ lo, hi }) => Buffer.compare(lo, hi) < 0)
    .sort((a, b) => Buffer.compare(a.lo, b.lo) || Buffer.compare(a.hi, b.hi));
  const merged: Interval[] = [];
  for (const each of sorted) {
    const last = merged.at(-1);
    if (!last || Buffer.compare(each.lo, last.hi) >= 0) merged.push(each);
    else if (Buffer.compare(each.hi, last.hi) > 0)
      merged[merged.length - 1] = { lo: last.lo, hi: each.hi, point: false };
  }
  return merged;
};

export const intersectAll = (sets: readonly (readonly Interval[])[]): Interval[] =>
  sets.slice(1).reduce<Interval[]>((left, right) => intersect(left, right), [...(sets[0] ?? [])]);

const intersect = (left: readonly Interval[], right: readonly Interval[]): Interval[] =>
  normalise(
    left.flatMap((a) =>
      right.map((b) => {
        const lo = Buffer.compare(a.lo, b.lo) > 0 ? a : b;
        const hi = Buffer.compare(a.hi, b.hi) < 0 ? a : b;
        return { lo: lo.lo, hi: hi.hi, point: a.point || b.point };
      }),
    ),
  );
