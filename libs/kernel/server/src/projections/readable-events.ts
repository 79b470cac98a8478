import type { RecordedEvent } from '../event-store/event-store';
import type { EventTypes } from '../events/event-types';
import { UnreadableEvent } from '../events/unreadable-event';

const contextOf = (type: string): string => type.slice(0, type.indexOf('.'));

/**
 * What of the log concerns somebody who handles these types: the event in today's shape, or `undefined` for one that it
 * has no handler for. Of the contexts that it reads from every event has to be known: one that is not may be a payment.
 * @throws UnreadableEvent
 */
export const readableEvents = (
  handled: Readonly<Record<string, unknown>>,
  types: EventTypes,
): ((event: RecordedEvent) => RecordedEvent | undefined) => {
  const contexts = new Set(Object.keys(handled).map(contextOf));
  const declared = (context: string) => types.all().some((manifest) => manifest.context === context);
  return (event) => {
    if (types.has(event.type)) {
      if (!contexts.has(contextOf(event.type))) return undefined;
      const today = types.upcast(event);
      return Object.hasOwn(handled, today.type) ? today : undefined;
    }
    if (Object.hasOwn(handled, event.type)) return event;
    const context = contextOf(event.type);
    if (contexts.has(context) && declared(context)) throw new UnreadableEvent(event, 'unknown-type');
    return undefined;
  };
};
