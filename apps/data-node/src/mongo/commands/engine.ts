import { type RootDatabase } from 'lmdb';

import { type Document } from '../bson/values.js';
import { Executor } from '../query/execute.js';
import { Catalog } from '../storage/catalog.js';
import { DocumentStore } from '../storage/documents.js';
import { openTables, type Tables } from '../storage/tables.js';
import { allOrNothing, type Disk, type Write, writer } from '../storage/writes.js';
import { type Reply } from '../wire/reply.js';
import { Cursors } from './cursors.js';

/** Everything a command works with. */
export interface Engine {
  readonly tables: Tables;
  readonly catalog: Catalog;
  readonly documents: DocumentStore;
  readonly executor: Executor;
  readonly cursors: Cursors;
  readonly write: Write;
  /** Undoes all of `action` if it throws; to be called inside a write. */
  readonly allOrNothing: <T>(action: () => T) => T;
}

export type Command = (engine: Engine, body: Document) => Reply | Promise<Reply>;

export const createEngine = (env: RootDatabase, disk?: Disk): Engine => {
  const tables = openTables(env);
  const catalog = new Catalog(tables);
  const documents = new DocumentStore(tables, catalog);
  return {
    tables,
    catalog,
    documents,
    executor: new Executor(tables, documents, catalog),
    cursors: new Cursors(),
    write: writer(tables, catalog, documents, disk),
    allOrNothing: allOrNothing(tables, catalog),
  };
};
