import { EventTypes } from '../events/event-types';

/** Event types of a test's own, each in streams of the category that is given for it: `{ 'test.sent.v1': 'parcel' }`. */
export const typesOf = (categories: Readonly<Record<string, string>>): EventTypes => {
  const types = new EventTypes();
  const declared = Object.entries(categories).map(([type, category]) => [
    type,
    { says: 'A test did something.', stream: `${category}-<id>`, since: '0.0.0' },
  ]);
  types.register({ context: 'test', union: 'TestEvent', types: Object.fromEntries(declared) });
  return types;
};
