import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import { EventStoreDBClient, excludeSystemEvents, FORWARDS, START } from '@eventstore/db-client';

/** What of a stored event is kept in a file: the place in the log is the place in the file. */
const kept = ({ id, type, stream, revision, recordedAt, data, metadata }) => ({
  ...{ id, type, stream, revision, recordedAt, data, metadata },
});

async function* eventsOfStore(url) {
  const client = EventStoreDBClient.connectionString(url);
  try {
    const reading = client.readAll({ direction: FORWARDS, fromPosition: START, filter: excludeSystemEvents() });
    for await (const { event } of reading) {
      if (!event || event.type.startsWith('$')) continue;
      const { streamId: stream, created } = event;
      yield kept({ ...event, stream, revision: Number(event.revision), recordedAt: created.toISOString() });
    }
  } finally {
    await client.dispose();
  }
}

async function* eventsOfFile(path) {
  for await (const line of createInterface({ input: createReadStream(path) })) if (line) yield kept(JSON.parse(line));
}

/** The events of a log in their order, as stored: of an event store (`esdb://…`) or of a file of JSON lines. */
export const eventsOf = (source) => (source.startsWith('esdb') ? eventsOfStore(source) : eventsOfFile(source));
