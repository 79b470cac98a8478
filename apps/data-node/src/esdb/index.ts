import { logVerbosity, type Server, ServerCredentials, setLogVerbosity } from '@grpc/grpc-js';
import type { RootDatabase } from 'lmdb';

import { EventLog } from './log/event-log.js';
import { createServer } from './server.js';
import type { Accounts } from './sign-in.js';

export interface EsdbOptions {
  readonly env: RootDatabase;
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  /** PEM; without it, the server speaks plain text. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Without any, everybody who can connect is let in. */
  readonly accounts?: Accounts | undefined;
  /** Called when the disk refuses a write; must end the process. */
  readonly onFailure: (error: unknown) => never;
  /** Why nothing may be written at the moment; asked before each write. */
  readonly refusal?: () => string | undefined;
}

export type { Accounts } from './sign-in.js';

export interface RunningEsdb {
  readonly port: number;
  /** Finishes the accepted writes, ends all calls. */
  close(): Promise<void>;
}

/** Serves EventStoreDB's protocol. Rejects if the port can't be bound, or for a bad certificate or key. */
export async function startEsdb({
  env,
  host,
  port,
  tls,
  accounts,
  onFailure,
  refusal,
}: EsdbOptions): Promise<RunningEsdb> {
  setLogVerbosity(logVerbosity.NONE); // a port in use would be told twice: by gRPC's logger and by our error
  const log = new EventLog(env, onFailure, refusal);
  const server = createServer(log, accounts);
  const bound = await bind(server, host, port, tls);
  return {
    port: bound,
    close: async () => {
      await log.idle();
      server.forceShutdown();
      await log.idle(); // what came in meanwhile
    },
  };
}

function bind(server: Server, host: string, port: number, tls: EsdbOptions['tls']): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ cert_chain: tls.cert, private_key: tls.key }]);
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
}
