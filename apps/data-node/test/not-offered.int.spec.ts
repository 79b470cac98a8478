import { createRequire } from 'node:module';

import { persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';

import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { credentials } from '@grpc/grpc-js';

import { ofOurOwn, useEventStore } from './support/event-store.js';

const require = createRequire(import.meta.url);
const generated = '@eventstore/db-client/generated';
const { ServerFeaturesClient }: typeof import('@eventstore/db-client/generated/serverfeatures_grpc_pb') = require(
  `${generated}/serverfeatures_grpc_pb`,
);
const { Empty }: typeof import('@eventstore/db-client/generated/shared_pb') = require(`${generated}/shared_pb`);

const store = useEventStore();

ofOurOwn.it.each([
  ['projections', () => store.client.createProjection('p', 'fromAll()')],
  ['the state of a projection', () => store.client.getProjectionState('p')],
  [
    'persistent subscriptions',
    () =>
      store.client.createPersistentSubscriptionToStream('s', 'g', persistentSubscriptionToStreamSettingsFromDefaults()),
  ],
])('says that %s are not offered', async (_name, call) => {
  await expect(call()).rejects.toThrow(/UNIMPLEMENTED: .* is not offered by the embedded data node/);
});

ofOurOwn.it('says so on a call that streams, too', async () => {
  const subscription = store.client.subscribeToPersistentSubscriptionToStream('s', 'g');
  const error = await new Promise((resolve) => subscription.once('error', resolve));
  expect(String(error)).toMatch(/not offered by the embedded data node/);
});

ofOurOwn.it('announces the calls it does offer, in the form that the client looks for', async () => {
  const client = new ServerFeaturesClient(`127.0.0.1:${store.node.esdbPort}`, credentials.createInsecure());
  const supported = await new Promise<SupportedMethods>((resolve, reject) =>
    client.getSupportedMethods(new Empty(), (error, methods) => (error ? reject(error) : resolve(methods))),
  );
  client.close();
  const methods = supported.getMethodsList().map((method) => `${method.getServiceName()}/${method.getMethodName()}`);
  const streams = 'event_store.client.streams.Streams';
  const names = ['read', 'append', 'batchappend', 'delete', 'tombstone'];
  expect(methods.sort()).toEqual(names.map((name) => `${streams}/${name}`).sort());
});
