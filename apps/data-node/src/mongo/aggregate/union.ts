import { Lazy } from 'mingo/lazy';

import { isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { type Reads, type RunOn } from './reads.js';
import { documentsOf, type Stage } from './stage.js';

/** `$unionWith: 'other'` or `{ coll, pipeline }`: the documents of another collection after those that come in. */
export const unionWith =
  (reads: Reads, runOn: RunOn): Stage =>
  (source, argument) => {
    const spec = typeof argument === 'string' ? { coll: argument } : argument;
    const { coll, pipeline = [], ...others } = isDocument(spec) ? spec : {};
    const [unknown] = Object.keys(others);
    if (unknown) throw new MongoError(40415, `BSON field '$unionWith.${unknown}' is an unknown field.`);
    if (typeof coll !== 'string' || !Array.isArray(pipeline) || !pipeline.every(isDocument)) {
      throw new MongoError(9, "the $unionWith stage needs a string 'coll' and perhaps an array 'pipeline'");
    }
    return Lazy(
      (function* () {
        yield* documentsOf(source);
        yield* runOn(coll, pipeline, reads.variables);
      })(),
    );
  };
