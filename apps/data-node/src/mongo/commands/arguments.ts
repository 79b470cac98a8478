import { type Document, isDocument } from '../bson/values.js';
import { failedToParse, MongoError, typeMismatch, unknownField } from '../errors.js';
import { GENERIC } from './generic-options.js';

/** Reads a command's fields by type; a field that isn't expected is refused by name (40415), never ignored. */
export class Arguments {
  constructor(
    private readonly command: string,
    private readonly body: Document,
    expected: readonly string[],
  ) {
    for (const field of Object.keys(body)) {
      if (field === command || expected.includes(field)) continue;
      const check = Object.hasOwn(GENERIC, field) ? GENERIC[field] : undefined;
      if (!check) throw unknownField(command, field);
      check(body[field]);
    }
    // The simple collation is MongoDB's default: compare strings by their bytes.
    const collation = body['collation'];
    if (isDocument(collation) && collation['locale'] !== 'simple') {
      throw new MongoError(2, `${command}: collation ${JSON.stringify(collation['locale'])} is not supported`);
    }
  }

  get(field: string): unknown {
    return this.body[field];
  }

  string(field: string): string {
    const value = this.body[field];
    if (typeof value !== 'string') throw this.wrongType(field, 'string');
    return value;
  }

  /** The collection a command names, which is the value of its first field. */
  get collection(): string {
    const name = this.body[this.command];
    if (typeof name !== 'string') throw new MongoError(73, `collection name of ${this.command} has an invalid type`);
    if (name === '') throw new MongoError(73, 'Invalid namespace specified: the collection name is empty');
    return name;
  }

  get database(): string {
    return this.string('$db');
  }

  boolean(field: string, otherwise = false): boolean {
    const value = this.body[field];
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'boolean' || typeof value === 'number') return Boolean(value);
    throw this.wrongType(field, 'bool');
  }

  /** A whole number that isn't negative. */
  count(field: string, otherwise = 0): number {
    const value = this.body[field];
    if (value === undefined || value === null) return otherwise;
    if (typeof value !== 'number' && typeof value !== 'bigint') throw this.wrongType(field, 'number');
    const count = Number(value);
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new MongoError(51024, `BSON field '${field}' value must be >= 0, actual value '${count}'`);
    }
    return count;
  }

  document(field: string): Document | undefined {
    const value = this.body[field];
    if (value === undefined || value === null) return undefined;
    if (!isDocument(value)) throw this.wrongType(field, 'object');
    return value;
  }

  array(field: string): readonly unknown[] {
    const value = this.body[field];
    if (value === undefined)
      throw failedToParse(`BSON field '${this.command}.${field}' is missing but a required field`);
    if (!Array.isArray(value)) throw this.wrongType(field, 'array');
    return value;
  }

  documents(field: string): Document[] {
    return this.array(field).map((each) => {
      if (!isDocument(each)) throw this.wrongType(field, 'array of objects');
      return each;
    });
  }

  private wrongType(field: string, wanted: string): MongoError {
    return typeMismatch(`BSON field '${this.command}.${field}' is the wrong type, expected type '${wanted}'`);
  }
}
