import { MongoError } from '../errors.js';
import { type Catalog } from './catalog.js';
import { type DocumentStore } from './documents.js';
import { type Tables } from './tables.js';

/** Runs `action` in a write transaction and answers when it is on disk. */
export type Write = <T>(action: () => T) => Promise<T>;

/**
 * All writes go through here. LMDB has one writer, so what `action` reads can't change before its writes are in:
 * compare-and-set is safe. Actions that wait at the same time share one transaction and one flush (group commit).
 */
export const writer =
  (tables: Tables, catalog: Catalog, documents: DocumentStore): Write =>
  async (action) => {
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
      // The transaction itself failed, for instance on a full disk: what memory holds of it never happened.
      catalog.reload();
      throw new MongoError(1, `the write could not be stored: ${String(error)}`);
    }
  };

class Refused extends Error {
  constructor(readonly reason: unknown) {
    super('refused');
  }
}
