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
 * The content is read only when the pages are sound. Works beside a running node: the pages belong to one transaction
 * and the content to one, the same or a later one. Blocks until done.
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

/** LMDB may end the process on a page that makes no sense, so that nothing is read through it before the walk. */
function verifySnapshot(env: RootDatabase, file: string, progress: Progress): Verified {
  const findings = new Findings();
  const pinned = env.useReadTransaction(); // while it is open, no page of this or a later transaction is written over
  try {
    const { transaction, pages } = walkPages(file, findings, progress);
    const content = findings.count === 0 ? verifyContent(env, findings, progress) : NOTHING;
    const { events, documents } = content;
    return { transaction, pages, events, documents, problems: findings.problems, count: findings.count };
  } finally {
    pinned.done();
  }
}

/** A node that was killed in its first moment may not have made all of its databases: then it has written nothing. */
function verifyContent(
  env: RootDatabase,
  findings: Findings,
  progress: Progress,
): Pick<Verified, 'events' | 'documents'> {
  const stores = hasDatabase(env, 'esdb.revisions') ? openLogStores(env) : undefined;
  const tables = hasDatabase(env, 'mongo-entries') ? openTables(env) : undefined;
  const snapshot = env.useReadTransaction();
  try {
    const events = stores ? verifyEvents(stores, findings, progress) : NOTHING.events;
    const documents = tables ? verifyDocuments(tables, findings, progress) : NOTHING.documents;
    return { events, documents };
  } finally {
    snapshot.done();
  }
}
