import type { RootDatabase } from 'lmdb';

import { openLogStores } from '../esdb/log/stores.js';
import { openTables } from '../mongo/storage/tables.js';
import { dataFile, openForReading } from '../storage/environment.js';
import { hasDatabase } from '../storage/format.js';
import { DamagedFile, readMeta } from '../storage/meta-page.js';
import { type DocumentCounts, verifyDocuments } from './documents.js';
import { type EventCounts, verifyEvents } from './events.js';
import { Findings, type Progress } from './findings.js';
import { walkPages } from './pages.js';

export interface Verified {
  readonly transaction: number;
  readonly pages: number;
  readonly events: EventCounts;
  readonly documents: DocumentCounts;
  /** Empty if all is well. */
  readonly problems: readonly string[];
  /** How many problems there are; `problems` has the first ones. */
  readonly count: number;
}

const NOTHING = {
  transaction: 0,
  pages: 0,
  events: { events: 0, streams: 0, position: 0 },
  documents: { collections: 0, documents: 0, indexEntries: 0 },
} as const satisfies Partial<Verified>;

/**
 * Checks everything that a data directory or a backup holds: the pages of the file, the event log, the collections.
 * The content is read only when the pages are sound. Works beside a running node: what is checked stays as it is
 * meanwhile, and belongs to one transaction. Blocks until done.
 */
export async function verify(dataDir: string, progress: Progress): Promise<Verified> {
  const file = dataFile(dataDir);
  let env: RootDatabase | undefined;
  try {
    readMeta(file); // LMDB trusts a damaged meta page: look before it does
    env = openForReading(dataDir);
    return verifySnapshot(env, file, progress);
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    return { ...NOTHING, problems: [error.message], count: 1 };
  } finally {
    await env?.close();
  }
}

function verifySnapshot(env: RootDatabase, file: string, progress: Progress): Verified {
  const findings = new Findings();
  // A node that was killed in its first moment may not have made all of its databases: then it has written nothing.
  const stores = hasDatabase(env, 'esdb.revisions') ? openLogStores(env) : undefined;
  const tables = hasDatabase(env, 'mongo-entries') ? openTables(env) : undefined;
  const snapshot = env.useReadTransaction();
  try {
    const { transaction, pages } = walkPages(file, findings, progress);
    const sound = findings.count === 0;
    const events = stores && sound ? verifyEvents(stores, findings, progress) : NOTHING.events;
    const documents = tables && sound ? verifyDocuments(tables, findings, progress) : NOTHING.documents;
    return { transaction, pages, events, documents, problems: findings.problems, count: findings.count };
  } finally {
    snapshot.done();
  }
}
