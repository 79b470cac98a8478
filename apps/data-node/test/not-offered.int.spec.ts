import { persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';

import { useEventStore } from './support/event-store.js';

const store = useEventStore();

it.each([
  ['projections', () => store.client.createProjection('p', 'fromAll()')],
  [
    'persistent subscriptions',
    () =>
      store.client.createPersistentSubscriptionToStream('s', 'g', persistentSubscriptionToStreamSettingsFromDefaults()),
  ],
])('says that %s are not offered', async (_name, call) => {
  await expect(call()).rejects.toThrow(/UNIMPLEMENTED: .* is not offered by the embedded data node/);
});

it('says so on a call that streams, too', async () => {
  const subscription = store.client.subscribeToPersistentSubscriptionToStream('s', 'g');
  const error = await new Promise((resolve) => subscription.once('error', resolve));
  expect(String(error)).toMatch(/not offered by the embedded data node/);
});

it('announces batch append', async () => {
  expect(await store.client.capabilities).toMatchObject({ serverVersion: '23.10.0' });
});
