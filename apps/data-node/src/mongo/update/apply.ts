import { equalValues } from '../bson/compare.js';
import { type Document } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { OPERATORS } from './operators.js';
import { type Update } from './parse.js';
import { applyPipeline } from './pipeline.js';
import { type Positions, resolvePositions } from './positions.js';

export interface UpdateContext extends Positions {
  /** True while the document is being made by an upsert: `$setOnInsert` counts then. */
  readonly inserting: boolean;
  /** What `$$name` stands for in a pipeline. */
  readonly variables?: Document | undefined;
}

/** The document after the update; `document` may be changed on the way. Throws 66 if `_id` would change. */
export const applyUpdate = (document: Document, update: Update, context: UpdateContext): Document => {
  const id = document['_id'];
  const result = updated(document, update, context);
  if (id !== undefined && result['_id'] === undefined && update.kind !== 'operators') return { _id: id, ...result };
  if (id !== undefined && !equalValues(id, result['_id'])) {
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return result;
};

const updated = (document: Document, update: Update, context: UpdateContext): Document => {
  if (update.kind === 'replacement') return { ...update.document };
  if (update.kind === 'pipeline') return applyPipeline(document, update.stages, context.variables);
  for (const [operator, fields] of Object.entries(update.operators)) {
    if (operator === '$setOnInsert' && !context.inserting) continue;
    for (const [path, operand] of Object.entries(fields)) {
      const paths = path.includes('$') ? resolvePositions(document, path, context) : [path];
      for (const each of paths) OPERATORS[operator]?.(document, each, operand);
    }
  }
  return document;
};
