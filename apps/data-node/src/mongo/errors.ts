/** The error codes of MongoDB that this server answers with (`src/mongo/base/error_codes.yml`). */
const CODE_NAMES = {
  1: 'InternalError',
  2: 'BadValue',
  8: 'UnknownError',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  79: 'UnknownReplWriteConcern',
  115: 'CommandNotSupported',
  123: 'NotAReplicaSet',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  197: 'InvalidIndexSpecificationOption',
  238: 'NotImplemented',
  241: 'ConversionFailure',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  322: 'APIVersionError',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
} as const satisfies Record<number, string>;

type NamedCode = keyof typeof CODE_NAMES;
const isNamed = (code: number): code is NamedCode => code in CODE_NAMES;

/**
 * A refusal the client sees: `code` and `codeName` are MongoDB's own, so that drivers and ODMs recognise them. `details`
 * are the extra fields of the error document (for instance `keyPattern` and `keyValue` of a duplicate key).
 */
export class MongoError extends Error {
  readonly codeName: string;

  constructor(
    readonly code: number,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    // A refusal is an answer, often one of thousands in a bulk write: where it was made interests nobody.
    const depth = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = depth;
    this.codeName = isNamed(code) ? CODE_NAMES[code] : `Location${code}`;
  }
}

export const badValue = (message: string): MongoError => new MongoError(2, message);
export const failedToParse = (message: string): MongoError => new MongoError(9, message);
export const typeMismatch = (message: string): MongoError => new MongoError(14, message);
export const unknownField = (command: string, field: string): MongoError =>
  new MongoError(40415, `BSON field '${command}.${field}' is an unknown field.`);

/**
 * Any error as one with a code. What the query engine throws is a bad value in the request, in its own words; what
 * JavaScript throws (a `TypeError` and its like) nobody meant, and it says so.
 */
export const asMongoError = (error: unknown): MongoError => {
  if (error instanceof MongoError) return error;
  if (error instanceof TypeError || error instanceof RangeError)
    return new MongoError(8, `${error.name}: ${error.message}`);
  return badValue(error instanceof Error ? error.message : String(error));
};
