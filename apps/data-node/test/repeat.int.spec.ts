import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventStoreDBClient } from '@eventstore/db-client';

import { collect, numbered } from './support/event-store.js';
import { startDataNode } from './support/starter.js';

it('recognises an unpinned append that is repeated after a crash', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'data-node-repeat-'));
  const first = await startDataNode({ dataDir });
  const events = numbered(3);
  const client = EventStoreDBClient.connectionString(first.esdb);
  const answer = await client.appendToStream('repeat', events);
  await first.kill();
  await client.dispose();

  const second = await startDataNode({ dataDir, esdbPort: first.esdbPort });
  const again = EventStoreDBClient.connectionString(second.esdb);
  expect(await again.appendToStream('repeat', events)).toEqual(answer);
  expect(await collect(again.readStream('repeat'))).toHaveLength(3);
  await again.dispose();
  await second.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
