import {
  RevisionConflict,
  type Appended,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
} from '../event-store/event-store';

import { metrics } from './metrics';
import { timed } from './timed';
import { inSpan, isTracing, markEvent } from './trace';

/** One span an event is worth its while for a decision; an import appends thousands at once. */
const MOST_EVENT_SPANS = 100;

/** The event store with its figures and spans: each append, and each event that others may have to hang under. */
export const observedEventStore = (store: EventStore): EventStore => {
  const append = async (stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]) => {
    const appended = await timed(metrics.append, {}, () => store.append(stream, expected, events), resultFor);
    metrics.appended.inc(events.length);
    if (isTracing()) for (const event of events.slice(0, MOST_EVENT_SPANS)) markEvent(event, stream);
    return appended;
  };
  return {
    append: (stream, expected, events): Promise<Appended> =>
      inSpan('append', { 'max.stream': stream, 'max.events': events.length }, () => append(stream, expected, events)),
    // reading is what deciders and processors do: they are timed there
    read: store.read.bind(store),
    readAll: store.readAll.bind(store),
    follow: store.follow.bind(store),
    head: store.head.bind(store),
    close: store.close.bind(store),
  };
};

const resultFor = (error: unknown): string => {
  if (error instanceof RevisionConflict) return 'conflict';
  metrics.storeErrors.inc({ store: 'events', kind: 'append' });
  return 'failed';
};
