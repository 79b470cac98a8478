import { existsSync, readdirSync } from 'node:fs';

import type { RootDatabase } from 'lmdb';

import { type LogStores, lastKey, openLogStores } from '../esdb/log/stores.js';
import { numberPrefix } from '../mongo/indexes/definition.js';
import { Catalog, namespace } from '../mongo/storage/catalog.js';
import { prefixRange } from '../mongo/storage/ranges.js';
import { openTables, type Tables } from '../mongo/storage/tables.js';
import { dataFile, environmentPath } from '../storage/environment.js';
import { FORMAT, foreignDatabases, hasDatabase, readFormat } from '../storage/format.js';
import { DamagedFile, readMeta } from '../storage/meta-page.js';
import { checkDocument } from '../verify/documents.js';
import { checkEvent, entries } from '../verify/events.js';
import { Findings } from '../verify/findings.js';
import { walkPages } from '../verify/pages.js';
import { StartupError } from './startup-error.js';

/** Pages, events, and documents a collection that a start looks at. `verify` looks at all. */
const SAMPLE = { pages: 500, events: 64, documents: 8 } as const;

/**
 * Looks at the files before LMDB does, which trusts them. Throws StartupError if they are damaged or something else's.
 */
export function inspectFiles(dataDir: string): void {
  const file = dataFile(dataDir);
  const folder = environmentPath(dataDir);
  if (!existsSync(file)) {
    const others = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'lock.mdb') : [];
    if (others.length > 0) throw new StartupError(`${folder} holds '${others[0]}', which is no data of a data node`);
    return;
  }
  try {
    readMeta(file);
    const findings = new Findings();
    walkPages(file, findings, () => undefined, SAMPLE.pages);
    if (findings.count > 0) throw new DamagedFile(findings.problems[0]);
  } catch (error) {
    if (error instanceof DamagedFile) throw new StartupError(damaged(file, error.message));
    throw error;
  }
}

const damaged = (file: string, what: string): string =>
  `${file} is damaged: ${what}. Keep a copy of it, then restore a backup: ` +
  'npm run data-node -- restore --from <backup> --data-dir <dir> --force';

/** What a start found, for the console. Throws StartupError for a foreign or newer environment or a wrong index. */
export function inspectContent(env: RootDatabase, dataDir: string, transaction: number): string {
  const foreign = foreignDatabases(env);
  if (foreign.length > 0) {
    throw new StartupError(`${environmentPath(dataDir)} has a database '${foreign[0]}', which no data node makes`);
  }
  const format = readFormat(env);
  if (format !== FORMAT) {
    throw new StartupError(
      `${dataDir} has format ${format}, and this data node knows ${FORMAT}: it was written by a newer one`,
    );
  }
  if (!hasDatabase(env, 'esdb.revisions') || !hasDatabase(env, 'mongo-entries')) {
    return `format ${FORMAT}, no data yet`;
  }
  const findings = new Findings();
  const events = sampleEvents(openLogStores(env), findings);
  const documents = sampleDocuments(openTables(env), findings);
  if (findings.count > 0) throw new StartupError(damaged(dataFile(dataDir), findings.problems[0] ?? ''));
  return `format ${FORMAT}, transaction ${transaction}, ${events}, ${documents}`;
}

/** Events in the log as its last position tells; 0 for a node that never served them. */
export const eventCount = (env: RootDatabase): number =>
  hasDatabase(env, 'esdb.revisions') ? lastKey(openLogStores(env).events) : 0;

function sampleEvents(stores: LogStores, findings: Findings): string {
  const last = lastKey(stores.events);
  const count = entries(stores.events);
  findings.expect(count === last, () => `${count} events, and the last is at position ${last}`);
  const step = Math.max(1, Math.floor(last / (SAMPLE.events / 2)));
  const sampled = new Set<number>();
  for (let position = step; position <= last; position += step) sampled.add(position);
  for (let position = Math.max(1, last - SAMPLE.events / 2); position <= last; position += 1) sampled.add(position);
  for (const position of sampled) {
    findings.attempt(
      () => `event ${position}`,
      () => {
        const stored = stores.events.get(position);
        if (stored === undefined) throw new Error('it is missing');
        checkEvent(stores, position, stored);
      },
    );
  }
  return `${count} events in ${entries(stores.streams)} streams (${sampled.size} looked at)`;
}

function sampleDocuments(tables: Tables, findings: Findings): string {
  const collections = new Catalog(tables).list();
  const counted = collections.reduce((sum, { count }) => sum + count, 0);
  const stored = entries(tables.documents);
  findings.expect(stored === counted, () => `${stored} documents, and the collections count ${counted}`);
  let looked = 0;
  for (const collection of collections) {
    const range = prefixRange(numberPrefix(collection.number));
    for (const { key, value } of tables.documents.getRange({ ...range, limit: SAMPLE.documents })) {
      looked += 1;
      findings.attempt(
        () => `a document of ${namespace(collection)}`,
        () => checkDocument(tables, collection, key, value),
      );
    }
  }
  return `${stored} documents in ${collections.length} collections (${looked} looked at)`;
}
