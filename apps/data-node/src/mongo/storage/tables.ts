import { type Database, type RootDatabase } from 'lmdb';

export type Table = Database<Buffer, Buffer>;

/** The three LMDB databases behind the MongoDB side. Their keys begin with the number of a collection or an index. */
export interface Tables {
  readonly env: RootDatabase;
  /** Namespace (`db.collection`) → definition with indexes and the document count. */
  readonly catalog: Table;
  /** Collection number, code of `_id` → the document as BSON. */
  readonly documents: Table;
  /** Index number, codes of the indexed fields, code of `_id` → code of `_id`. */
  readonly entries: Table;
}

export const openTables = (env: RootDatabase): Tables => {
  const open = (name: string): Table =>
    env.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary', cache: false });
  return { env, catalog: open('mongo-catalog'), documents: open('mongo-documents'), entries: open('mongo-entries') };
};

/** The longest LMDB key that holds on every page size in use. */
export const MAX_KEY_BYTES = 1978;
