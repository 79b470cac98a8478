import { type Lazy } from 'mingo/lazy';
import { type Options } from 'mingo/types';

import { type Document, isDocument } from '../bson/values.js';

export type Source = ReturnType<typeof Lazy>;

/** A stage of a pipeline as mingo calls it: documents in, documents out, one by one. */
export type Stage = (source: Source, argument: unknown, options: Options) => Source;

export function* documentsOf(source: Source): Generator<Document> {
  for (let next = source.next(); !next.done; next = source.next()) {
    const value: unknown = next.value;
    if (isDocument(value)) yield value;
  }
}
