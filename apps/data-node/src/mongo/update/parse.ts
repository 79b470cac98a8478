import { type Document, isDocument } from '../bson/values.js';
import { failedToParse, MongoError } from '../errors.js';
import { OPERATORS } from './operators.js';

/** An update as a client sends it: operators, a whole document, or a pipeline. */
export type Update =
  | { readonly kind: 'operators'; readonly operators: Record<string, Document> }
  | { readonly kind: 'replacement'; readonly document: Document; readonly elements?: Buffer | undefined }
  | { readonly kind: 'pipeline'; readonly stages: readonly Document[] };

const STAGES = new Set('$addFields $set $project $unset $replaceRoot $replaceWith'.split(' '));

/**
 * `elements` is the replacement as it came, if it is at hand. Throws 9 FailedToParse naming an operator or stage that
 * isn't known, 40 if two operators touch one path.
 */
export const parseUpdate = (value: unknown, elements?: () => Buffer | undefined): Update => {
  if (Array.isArray(value)) return { kind: 'pipeline', stages: value.map(parseStage) };
  if (!isDocument(value)) throw failedToParse('Update argument must be either an object or an array');
  const [first] = Object.keys(value);
  if (!first?.startsWith('$')) {
    const raw = '_id' in value ? undefined : elements?.();
    return { kind: 'replacement', document: parseReplacement(value), elements: raw };
  }
  const operators: Record<string, Document> = {};
  for (const [operator, argument] of Object.entries(value)) {
    if (!Object.hasOwn(OPERATORS, operator)) {
      throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update`);
    }
    if (!isDocument(argument)) {
      throw failedToParse(`Modifiers operate on fields but we found another type instead: {${operator}: …}`);
    }
    operators[operator] = argument;
  }
  refuseConflicts(operators);
  return { kind: 'operators', operators };
};

const parseReplacement = (document: Document): Document => {
  const dollar = Object.keys(document).find((name) => name.startsWith('$'));
  if (dollar) throw new MongoError(52, `The dollar ($) prefixed field '${dollar}' is not allowed in a replacement`);
  return document;
};

const parseStage = (stage: unknown): Document => {
  const [name, ...others] = isDocument(stage) ? Object.keys(stage) : [];
  if (!isDocument(stage) || name === undefined || others.length > 0) {
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (!STAGES.has(name)) throw new MongoError(72, `${name} is not allowed to be used within an update`);
  return stage;
};

const refuseConflicts = (operators: Record<string, Document>): void => {
  const paths = Object.entries(operators).flatMap(([operator, argument]) => [
    ...Object.keys(argument),
    ...(operator === '$rename' ? Object.values(argument).map(String) : []),
  ]);
  const sorted = paths.sort();
  for (const [at, path] of sorted.entries()) {
    if (path === '' || path.split('.').includes(''))
      throw new MongoError(56, `The update path '${path}' has an empty field name`);
    const clash = sorted.find((other, place) => place !== at && (other === path || other.startsWith(`${path}.`)));
    if (clash !== undefined) {
      throw new MongoError(40, `Updating the path '${clash}' would create a conflict at '${path}'`);
    }
  }
};
