import type { Connection } from 'mongoose';

import { metrics } from './metrics';

/** Counts what the views' connection goes through; the driver mends it by itself. */
export const observedMongo = (connection: Connection): Connection => {
  for (const kind of ['disconnected', 'error'] as const)
    connection.on(kind, () => metrics.storeErrors.inc({ store: 'mongo', kind }));
  return connection;
};
