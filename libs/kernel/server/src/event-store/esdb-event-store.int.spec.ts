import { startEngines } from '../testing/test-engines';

import { EsdbEventStore } from './esdb-event-store';
import { eventStoreContract } from './event-store.contract';

const given = process.env['MAX_TEST_EVENT_STORE'];

eventStoreContract(given ? 'EventStoreDB (MAX_TEST_EVENT_STORE)' : 'data node', async () => {
  const engines = await startEngines();
  const { eventStore, eventNamespace } = engines.config;
  const store = new EsdbEventStore(eventStore, { namespace: eventNamespace });
  return {
    store,
    close: async () => {
      await store.close();
      await engines.stop();
    },
  };
});
