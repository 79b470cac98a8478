import { newId } from '@max/kernel';
import { once } from 'node:events';
import { connect, createServer, type ClientHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import * as v8 from 'node:v8';

import { startEngines, type TestEngines } from '../testing/test-engines';
import { waitUntil } from '../testing/wait-until';

import { EsdbEventStore } from './esdb-event-store';

/** How many calls of any HTTP/2 connection this process holds in memory. */
const openCalls = async (): Promise<() => number> => {
  const server = createServer().listen(0);
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const call = session.request({});
  call.on('error', () => undefined);
  const kind = call.constructor as new () => ClientHttp2Stream;
  session.destroy();
  server.close();
  await once(server, 'close');
  // not yet in the types of the oldest Node that we support
  const { queryObjects } = v8 as unknown as { queryObjects(kind: unknown, options: { format: 'count' }): number };
  return () => queryObjects(kind, { format: 'count' });
};

describe('reads that are left early', () => {
  let engines: TestEngines;
  let store: EsdbEventStore;
  beforeAll(async () => {
    engines = await startEngines();
    store = new EsdbEventStore(engines.config.eventStore, { namespace: engines.config.eventNamespace });
  });
  afterAll(async () => {
    await store.close();
    await engines.stop();
  });

  it('leave no call behind', async () => {
    const open = await openCalls();
    const stream = `left-${newId()}`;
    const metadata = {
      actor: { kind: 'system', id: 'test' },
      occurredAt: '2026-01-01T00:00:00.000Z',
      correlationId: newId(),
      causationId: newId(),
      schemaVersion: 1,
    } as const;
    const events = Array.from({ length: 20 }, () => ({ id: newId(), type: 'test.left.v1', data: {}, metadata }));
    await store.append(stream, 'no-stream', events);
    const before = open(); // other tests of this process may have left some
    for (let n = 0; n < 200; n += 1) {
      for await (const _event of store.read(stream, { max: 1 })) break;
      await store.head();
    }
    await waitUntil(open, (count) => count < before + 20);
  });
});
