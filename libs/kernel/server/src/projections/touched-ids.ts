import type { RecordedEvent } from '../event-store/event-store';

import type { Projection } from './projection';

/**
 * The documents that these events are going to change, found by a rehearsal: the handlers run with documents that only
 * note their ids. Handlers have no other effects, and what the rehearsal misses (an id that follows from a document's
 * content, an event that fails) is read or reported when they run in earnest.
 */
export const touchedIds = async (
  on: Projection['on'],
  events: readonly RecordedEvent[],
): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  const noted = Promise.resolve();
  const documents = {
    change: (id: string) => {
      ids.add(id);
      return noted;
    },
  };
  for (const event of events) {
    try {
      const applied = on[event.type]?.(event, documents);
      if (applied) await applied;
    } catch {
      // comes again in earnest
    }
  }
  return ids;
};
