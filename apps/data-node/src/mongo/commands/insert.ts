import { ObjectId } from 'bson';

import { decode, type Document, encode } from '../bson/values.js';
import { MongoError, typeMismatch } from '../errors.js';
import { Arguments } from './arguments.js';
import { runBatch, withErrors } from './batch.js';
import { type Command } from './engine.js';

export const MAX_BATCH = 100_000;

export const insert: Command = async (engine, body) => {
  const args = new Arguments('insert', body, ['documents', 'ordered', 'bypassDocumentValidation']);
  const { database, collection: name } = args;
  const documents = args.array('documents');
  checkBatch(documents.length);
  let n = 0;
  const errors = await runBatch(engine, documents, args.boolean('ordered', true), (each) => {
    const { document, bytes } = parseDocument(each);
    engine.documents.insert(engine.catalog.findOrCreate(database, name), document, bytes);
    n += 1;
  });
  return { n, ...withErrors(errors), ok: 1 };
};

export const checkBatch = (size: number): void => {
  if (size >= 1 && size <= MAX_BATCH) return;
  throw new MongoError(16, `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${size} operations.`);
};

/** A document to insert, which is stored as the bytes that came, with `_id` as its first field. */
const parseDocument = (raw: unknown): { document: Document; bytes: Buffer } => {
  if (!(raw instanceof Uint8Array)) throw typeMismatch("BSON field 'insert.documents' must hold objects");
  const document = decode(raw);
  if (Object.keys(document)[0] === '_id') {
    return { document, bytes: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength) };
  }
  const { _id = new ObjectId(), ...rest } = document;
  const complete = { _id, ...rest };
  return { document: complete, bytes: encode(complete) };
};
