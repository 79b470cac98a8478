import { MongoError } from '../errors.js';
import { type Catalog } from './catalog.js';
import { type DocumentStore } from './documents.js';
import { type Tables } from './tables.js';

/** How writing depends on the disk. */
export interface Disk {
  /** Why nothing may be written at the moment; asked before each write. */
  readonly refusal?: (() => string | undefined) | undefined;
  /** Called when a transaction could not be committed; must end the process, as later ones may rest on it. */
  readonly onFailure?: ((error: unknown) => never) | undefined;
}

/** Runs `action` in a write transaction and answers when it is on disk. */
export type Write = <T>(action: () => T) => Promise<T>;

/**
 * All writes go through here. LMDB has one writer, so what `action` reads can't change before its writes are in:
 * compare-and-set is safe. Actions that wait at the same time share one transaction and one flush (group commit).
 */
export const writer =
  (tables: Tables, catalog: Catalog, documents: DocumentStore, { refusal, onFailure }: Disk = {}): Write =>
  async (action) => {
    const reason = refusal?.();
    if (reason !== undefined) throw new MongoError(14031, reason);
    try {
      const result = await tables.env.transaction(() => {
        try {
          return { value: action() };
        } catch (error) {
          return { error };
        } finally {
          documents.saveCounts();
        }
      });
      await tables.env.flushed;
      if ('error' in result) throw new Refused(result.error);
      return result.value;
    } catch (error) {
      if (error instanceof Refused) throw error.reason;
      // The transaction itself failed, for instance on a broken disk: what memory holds of it never happened.
      onFailure?.(error);
      catalog.reload();
      throw new MongoError(1, `the write could not be stored: ${String(error)}`);
    }
  };

/**
 * Runs `action`, within a write, so that a refusal undoes all of it: the rest of the transaction, which others share,
 * stays. Costs a transaction within the transaction, so it is for commands that must not be left half done.
 */
export const allOrNothing =
  (tables: Tables, catalog: Catalog) =>
  <T>(action: () => T): T => {
    try {
      return tables.env.transactionSync(action);
    } catch (error) {
      // What memory holds of collections, indexes and counts may be of what was undone.
      catalog.reload();
      throw error;
    }
  };

class Refused extends Error {
  constructor(readonly reason: unknown) {
    super('refused');
  }
}
