import { isDocument } from '../bson/values.js';
import { badValue, failedToParse, MongoError, typeMismatch } from '../errors.js';

type Check = (value: unknown) => void;

const anything: Check = () => undefined;

const document =
  (name: string, known: readonly string[], check: (value: Record<string, unknown>) => void): Check =>
  (value) => {
    if (!isDocument(value)) throw typeMismatch(`BSON field '${name}' is the wrong type, expected type 'object'`);
    const unknown = Object.keys(value).find((field) => !known.includes(field));
    if (unknown) throw new MongoError(40415, `BSON field '${name}.${unknown}' is an unknown field.`);
    check(value);
  };

/** There is one node, and what it acknowledges is on its disk: more than that can't be promised. */
const writeConcern = document('writeConcern', ['w', 'j', 'wtimeout', 'fsync', 'provenance'], ({ w, wtimeout }) => {
  if (typeof w === 'number' && (w < 0 || w > 50)) throw failedToParse('w has to be a non-negative number within 50');
  if (typeof w === 'number' && w > 1) throw badValue("cannot use 'w' > 1 when a host is not replicated");
  if (typeof w === 'string' && w !== 'majority') throw new MongoError(79, `No write concern mode named '${w}' found`);
  if (w !== undefined && typeof w !== 'number' && typeof w !== 'string')
    throw failedToParse('w has to be a number or a string');
  if (wtimeout !== undefined && typeof wtimeout !== 'number' && typeof wtimeout !== 'bigint') {
    throw typeMismatch("BSON field 'writeConcern.wtimeout' is the wrong type, expected a number");
  }
});

const READS_OF_ONE_NODE = ['local', 'available', 'majority'];

const readConcern = document('readConcern', ['level', 'provenance'], ({ level }) => {
  if (level === undefined || READS_OF_ONE_NODE.includes(String(level))) return;
  if (level === 'linearizable' || level === 'snapshot') {
    throw new MongoError(123, `node needs to be a replica set member to use read concern '${level}'`);
  }
  throw badValue(`Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`);
});

const MODES = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'];

const readPreference = document('$readPreference', ['mode', 'tags', 'maxStalenessSeconds', 'hedge'], ({ mode }) => {
  if (!MODES.includes(String(mode))) throw failedToParse(`Unrecognized read preference mode: ${String(mode)}`);
});

const maxTime: Check = (value) => {
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw typeMismatch("BSON field 'maxTimeMS' is the wrong type, expected a number");
  }
  if (Number(value) < 0 || !Number.isInteger(Number(value)) || Number(value) > 2 ** 31 - 1) {
    throw badValue(`${value} value for maxTimeMS is out of range`);
  }
};

const apiVersion: Check = (value) => {
  if (value !== '1') throw new MongoError(322, 'API version must be "1"');
};

/** The fields that any command may carry, each with its check. They change nothing but `maxTimeMS`. */
export const GENERIC: Record<string, Check> = {
  $db: anything,
  lsid: anything,
  $clusterTime: anything,
  comment: anything,
  apiStrict: anything,
  apiDeprecationErrors: anything,
  apiVersion,
  maxTimeMS: maxTime,
  $readPreference: readPreference,
  readConcern,
  writeConcern,
};
