import { logVerbosity, type Server, ServerCredentials, setLogVerbosity } from '@grpc/grpc-js';
import type { RootDatabase } from 'lmdb';

import { EventLog } from './log/event-log.js';
import { createServer } from './server.js';

export interface EsdbOptions {
  readonly env: RootDatabase;
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  /** Called when the disk refuses a write; must end the process. */
  readonly onFailure: (error: unknown) => never;
  /** Why nothing may be written at the moment; asked before each write. */
  readonly refusal?: () => string | undefined;
}

export interface RunningEsdb {
  readonly port: number;
  /** Finishes the accepted writes, ends all calls. */
  close(): Promise<void>;
}

/** Serves EventStoreDB's protocol. Rejects if the port can't be bound. */
export async function startEsdb({ env, host, port, onFailure, refusal }: EsdbOptions): Promise<RunningEsdb> {
  setLogVerbosity(logVerbosity.NONE); // a port in use would be told twice: by gRPC's logger and by our error
  const log = new EventLog(env, onFailure, refusal);
  const server = createServer(log);
  const bound = await bind(server, host, port);
  return {
    port: bound,
    close: async () => {
      await log.idle();
      server.forceShutdown();
      await log.idle(); // what came in meanwhile
    },
  };
}

function bind(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
}
