import { startEngines } from '../testing/test-engines';

import { EsdbEventStore } from './esdb-event-store';
import { eventStoreContract } from './event-store.contract';

/** Somebody else's EventStoreDB or KurrentDB, when given; else a data node of the test's own. */
const given = process.env['MAX_TEST_EVENT_STORE'];

eventStoreContract(given ? 'EventStoreDB (MAX_TEST_EVENT_STORE)' : 'data node', async () => {
  const engines = given ? undefined : await startEngines();
  const store = new EsdbEventStore(given ?? engines!.config.eventStore);
  return {
    store,
    close: async () => {
      await store.close();
      await engines?.stop();
    },
  };
});
