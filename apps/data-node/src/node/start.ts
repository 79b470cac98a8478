import { writeSync } from 'node:fs';

import { startEsdb } from '../esdb/index.js';
import { startMongo } from '../mongo/index.js';
import { openEnvironment } from '../storage/environment.js';
import { lockDataDir } from './data-dir-lock.js';
import type { NodeOptions } from './options.js';
import { StartupError } from './startup-error.js';

export interface RunningNode {
  readonly esdb: string;
  readonly mongo: string;
  /** Finishes accepted writes, ends connections, closes the files. */
  close(): Promise<void>;
}

/** Starts both servers over one LMDB environment. Throws StartupError if anything is in the way. */
export async function startNode({ dataDir, host, esdbPort, mongoPort }: NodeOptions): Promise<RunningNode> {
  lockDataDir(dataDir);
  const env = openEnvironment(dataDir);
  const esdb = await listen(host, esdbPort, () => startEsdb({ env, host, port: esdbPort, onFailure: stopAtOnce }));
  const mongo = await listen(host, mongoPort, () => startMongo({ env, host, port: mongoPort }));
  const at = host.includes(':') ? `[${host}]` : host;
  return {
    esdb: `esdb://${at}:${esdb.port}`,
    mongo: `mongodb://${at}:${mongo.port}`,
    close: async () => {
      await esdb.close();
      await mongo.close();
      await env.close();
    },
  };
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
