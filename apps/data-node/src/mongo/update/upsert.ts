import { ObjectId } from 'bson';

import { type Document, isDocument } from '../bson/values.js';
import { applyUpdate, type UpdateContext } from './apply.js';
import { type Update } from './parse.js';
import { setAt } from './paths.js';

/** The document an upsert inserts: what the filter says to be equal, with the update on top, and an `_id` in front. */
export const upsertedDocument = (update: Update, context: UpdateContext): Document => {
  const base: Document = {};
  if (update.kind === 'replacement') {
    const id = equalities(context.filter).get('_id');
    if (id !== undefined) base['_id'] = id;
  } else equalities(context.filter).forEach((value, path) => setAt(base, path, value));
  const { _id = new ObjectId(), ...rest } = applyUpdate(base, update, { ...context, inserting: true });
  return { _id, ...rest };
};

/** The paths a filter asks to be equal to a value, also inside `$and`. */
const equalities = (filter: Document): Map<string, unknown> => {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(value)) {
      for (const part of value.filter(isDocument)) equalities(part).forEach((each, path) => found.set(path, each));
    } else if (!key.startsWith('$') && !(value instanceof RegExp)) {
      const operators = isDocument(value) && Object.keys(value).some((name) => name.startsWith('$'));
      if (!operators) found.set(key, value);
      else if ('$eq' in value) found.set(key, value['$eq']);
    }
  }
  return found;
};
