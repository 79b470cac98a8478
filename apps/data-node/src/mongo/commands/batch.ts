import { type Document } from '../bson/values.js';
import { asMongoError } from '../errors.js';
import { type Engine } from './engine.js';

/** Operations of one command that share a transaction: long commands let other work in between. */
const CHUNK = 1000;

/** A refused operation of a write command, in the shape drivers expect. */
export type WriteError = Document;

/**
 * Runs the operations of a write command in order, many to a transaction. `ordered` stops at the first that is refused,
 * otherwise the rest still run. Answers the refusals, each with the place of its operation.
 */
export const runBatch = async <T>(
  engine: Engine,
  operations: readonly T[],
  ordered: boolean,
  run: (operation: T, at: number) => void,
): Promise<WriteError[]> => {
  const errors: WriteError[] = [];
  for (let start = 0; start < operations.length; start += CHUNK) {
    await engine.write(() => {
      for (const [offset, operation] of operations.slice(start, start + CHUNK).entries()) {
        try {
          run(operation, start + offset);
        } catch (error) {
          errors.push(writeError(error, start + offset));
          if (ordered) return;
        }
      }
    });
    if (ordered && errors.length > 0) break;
  }
  return errors;
};

const writeError = (error: unknown, index: number): WriteError => {
  const { code, message, details } = asMongoError(error);
  return { index, code, errmsg: message, ...details };
};

export const withErrors = (errors: readonly WriteError[]): Document =>
  errors.length > 0 ? { writeErrors: errors } : {};
