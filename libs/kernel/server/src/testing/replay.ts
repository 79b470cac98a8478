import type { Connection } from 'mongoose';

import type { RecordedEvent } from '../event-store/event-store';
import type { EventTypes } from '../events/event-types';
import { ProjectionProcessor } from '../projections/projection-processor';
import type { Projection } from '../projections/projection';

const silent = { warn: () => undefined, error: () => undefined };

/**
 * Applies a log to a view in a collection of its own, as a rebuild does: an event that it can't handle is an error.
 * Answers its documents by id; called again with the same collection it handles everything a second time.
 */
export const replay = async (
  view: Projection<never>,
  events: readonly RecordedEvent[],
  into: { readonly mongo: Connection; readonly types: EventTypes; readonly collection: string; readonly batch: number },
): Promise<readonly object[]> => {
  const { mongo, types, collection, batch } = into;
  await mongo.collection('checkpoints').deleteOne({ _id: collection as never });
  const build = { version: view.version, collection };
  const processor = new ProjectionProcessor(view as unknown as Projection, build, false, { mongo, types, log: silent });
  let position = await processor.load();
  for (let i = 0; i < events.length; i += batch)
    position = await processor.handle(events.slice(i, i + batch), position);
  return mongo.collection(collection).find({}).sort({ _id: 1 }).toArray();
};
