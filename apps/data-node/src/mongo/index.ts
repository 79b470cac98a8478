import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

import { type RootDatabase } from 'lmdb';

import { createEngine } from './commands/engine.js';
import { startTtlSweeps } from './indexes/ttl.js';
import { type Disk } from './storage/writes.js';
import { serveConnection } from './wire/connection.js';

export interface MongoOptions {
  /** Opened by the caller, who closes it after `close()`. Databases whose names begin with `mongo` are ours. */
  readonly env: RootDatabase;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly disk?: Disk;
}

export interface RunningMongo {
  readonly port: number;
  /** Ends all connections; writes that were acknowledged are on disk anyway. */
  close(): Promise<void>;
}

/** Serves MongoDB's wire protocol. Rejects if the port can't be listened on. */
export const startMongo = async ({ env, port, host, disk }: MongoOptions): Promise<RunningMongo> => {
  const engine = createEngine(env, disk);
  const sweeps = startTtlSweeps(engine);
  const sockets = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const served = serveConnection(socket, engine).finally(() => sockets.delete(socket));
    sockets.set(socket, served);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: async () => {
      server.close();
      const open = [...sockets];
      for (const [socket] of open) socket.destroy();
      await Promise.all([sweeps.stop(), ...open.map(([, served]) => served)]);
    },
  };
};
