import { type Binary, type ObjectId, type Timestamp } from 'bson';

import { badValue } from '../errors.js';
import { ByteWriter } from './byte-writer.js';
import { writeDouble, writeLong, writeNumeral } from './number-encoding.js';
import { bsonType, type Document } from './values.js';

/**
 * First byte of a value's code, in MongoDB's order of types. Codes compare byte by byte as MongoDB compares the values,
 * across all types, and no code is the beginning of another, so that the codes of several fields can follow each other.
 */
export const TypeByte = {
  minKey: 0x08,
  undefined: 0x0a,
  null: 0x10,
  number: 0x18,
  string: 0x20,
  object: 0x28,
  array: 0x30,
  binary: 0x38,
  objectId: 0x40,
  boolean: 0x48,
  date: 0x50,
  timestamp: 0x58,
  regex: 0x60,
  maxKey: 0x78,
} as const;

const writer = new ByteWriter();

/** The code of one value. A missing value has the code of null, as in MongoDB's indexes. */
export const encodeValue = (value: unknown): Buffer => {
  writer.reset();
  writeValue(writer, value);
  return writer.copy();
};

/** The codes of several values one after the other; those of descending fields (`-1`) with their order turned round. */
export const encodeValues = (prefix: Buffer, values: readonly unknown[], directions: readonly (1 | -1)[]): Buffer => {
  writer.reset().append(prefix);
  values.forEach((value, at) => {
    const start = writer.position;
    writeValue(writer, value);
    if (directions[at] === -1) writer.invert(start);
  });
  return writer.copy();
};

/** What an empty array is indexed and sorted as: below null (MongoDB's `undefined`). */
export const EMPTY_ARRAY = Symbol('empty array');

const writeValue = (out: ByteWriter, value: unknown): void => {
  switch (typeof value) {
    case 'number':
      out.byte(TypeByte.number);
      return writeDouble(out, value);
    case 'bigint':
      out.byte(TypeByte.number);
      return writeLong(out, value);
    case 'string':
      out.byte(TypeByte.string);
      return out.text(value);
    case 'boolean':
      out.byte(TypeByte.boolean);
      return out.byte(value ? 1 : 0);
    case 'symbol':
      return out.byte(TypeByte.undefined);
    case 'object':
      return writeObject(out, value);
    default:
      return out.byte(TypeByte.null);
  }
};

const writeObject = (out: ByteWriter, value: object | null): void => {
  if (value === null) return out.byte(TypeByte.null);
  if (Array.isArray(value)) {
    out.byte(TypeByte.array);
    for (const element of value) writeValue(out, element);
    return out.byte(0);
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) {
      throw badValue("dates more than 100,000,000 days from 1970 can't be compared or indexed here");
    }
    out.byte(TypeByte.date);
    const at = out.position;
    out.int64(BigInt(value.getTime()));
    return out.flipSign(at);
  }
  if (value instanceof RegExp) {
    out.byte(TypeByte.regex);
    out.text(value.source);
    return out.text(value.flags);
  }
  const tag = bsonType(value);
  return tag === '' ? writeFields(out, value as Document) : writeBsonClass(out, value, tag);
};

/** MongoDB compares objects field by field: the type, then the name, then the value. */
const writeFields = (out: ByteWriter, value: Document): void => {
  out.byte(TypeByte.object);
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    out.byte(encodeTypeByte(field));
    out.text(name);
    writeValue(out, field);
  }
  out.byte(0);
};

const typeWriter = new ByteWriter();
const encodeTypeByte = (value: unknown): number => {
  writeValue(typeWriter.reset(), value);
  return typeWriter.copy()[0] ?? 0;
};

const writeBsonClass = (out: ByteWriter, value: object, tag: string): void => {
  switch (tag) {
    case 'ObjectId':
      out.byte(TypeByte.objectId);
      return out.append((value as ObjectId).id);
    case 'Decimal128':
      out.byte(TypeByte.number);
      return writeNumeral(out, String(value));
    case 'Binary': {
      const binary = value as Binary;
      out.byte(TypeByte.binary);
      out.uint32(binary.length());
      out.byte(binary.sub_type);
      return out.append(binary.value());
    }
    case 'Timestamp':
      out.byte(TypeByte.timestamp);
      return out.int64((value as Timestamp).toBigInt());
    case 'MinKey':
      return out.byte(TypeByte.minKey);
    case 'MaxKey':
      return out.byte(TypeByte.maxKey);
    default:
      throw badValue(`values of the BSON type ${tag} can't be compared or indexed here`);
  }
};
