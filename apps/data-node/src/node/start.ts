import { existsSync, writeSync } from 'node:fs';

import type { RootDatabase } from 'lmdb';

import { startEsdb } from '../esdb/index.js';
import { startMongo } from '../mongo/index.js';
import { refuseWhenFull } from '../storage/disk-space.js';
import { dataFile, openEnvironment } from '../storage/environment.js';
import { writeFormat } from '../storage/format.js';
import { readMeta } from '../storage/meta-page.js';
import { lockDataDir } from './data-dir-lock.js';
import { inspectContent, inspectFiles } from './inspect.js';
import type { NodeOptions } from './options.js';
import { StartupError } from './startup-error.js';

export interface RunningNode {
  readonly esdb: string;
  readonly mongo: string;
  /** What was found in the data directory, in a line. */
  readonly found: string;
  /** Finishes accepted writes, ends connections, closes the files. */
  close(): Promise<void>;
}

/** Starts both servers over one LMDB environment. Throws StartupError if anything is in the way. */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { dataDir, host, esdbPort, mongoPort, reserveMib, esdbAccess } = options;
  const lock = lockDataDir(dataDir);
  const { env, found } = await openChecked(dataDir);
  const disk = { refusal: refuseWhenFull(dataDir, reserveMib), onFailure: stopAtOnce };
  const esdb = await listen(host, esdbPort, () => startEsdb({ env, host, port: esdbPort, ...esdbAccess, ...disk }));
  const mongo = await listen(host, mongoPort, () => startMongo({ env, host, port: mongoPort, disk }));
  const at = host.includes(':') ? `[${host}]` : host;
  return {
    esdb: `esdb://${at}:${esdb.port}`,
    mongo: `mongodb://${at}:${mongo.port}`,
    found: lock === undefined ? found : `${found}; ${lock}`,
    close: async () => {
      await esdb.close();
      await mongo.close();
      await env.close();
    },
  };
}

/** Opens the files once they were looked at, as nothing may be written to files that aren't ours. */
async function openChecked(dataDir: string): Promise<{ env: RootDatabase; found: string }> {
  const isNew = !existsSync(dataFile(dataDir));
  inspectFiles(dataDir);
  const env = open(dataDir);
  const readers = env.readerCheck();
  const found = isNew ? 'a new data directory' : inspectContent(env, dataDir, readMeta(dataFile(dataDir)).transaction);
  await writeFormat(env);
  return { env, found: readers > 0 ? `${found}; forgot ${readers} readers that are gone` : found };
}

function open(dataDir: string): RootDatabase {
  try {
    return openEnvironment(dataDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`${dataFile(dataDir)} can't be opened: ${reason}`);
  }
}

async function listen<T>(host: string, port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const clear = reason.includes('EADDRINUSE') ? 'the port is in use' : reason.split('\n')[0];
    throw new StartupError(`can't listen on ${host}:${port}: ${clear}`);
  }
}

/**
 * The disk refused a write, so what is in memory may not be on disk. Ending without a commit keeps the last whole
 * transaction; a restart reads it. SIGKILL, because an orderly exit would wait for the transaction that hangs.
 */
function stopAtOnce(error: unknown): never {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeSync(process.stderr.fd, `data node stops: a write to disk failed: ${reason}\n`);
  process.kill(process.pid, 'SIGKILL');
  throw error;
}
