import { type Document } from '../bson/values.js';
import { type Query } from '../query/query.js';

/** What the stages that look into other collections need. */
export interface Reads {
  /** The documents of a query on a collection of the same database; by its indexes. */
  find(collection: string, query: Query): Iterable<{ readonly document: Document }>;
  /** What `$$name` stands for, beside MongoDB's own. */
  readonly variables: Document | undefined;
}

/** Runs the stages of a pipeline on a collection. */
export type RunOn = (
  collection: string,
  pipeline: readonly Document[],
  variables: Document | undefined,
) => Iterable<Document>;
