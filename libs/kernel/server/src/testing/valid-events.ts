import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { EventTypes } from '../events/event-types';

type Validate = (event: { readonly type: string; readonly data: object; readonly metadata?: object }) => string[];

// outside every project, as the schemas are: the product itself does not need a validator
const validator = pathToFileURL(resolve(import.meta.dirname, '../../../../../tools/events/validator.mjs')).href;

/** What was to be appended is not what its type and its schema in docs/events promise. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

/**
 * Holds everything that is appended against its JSON Schema: types are gone at run time, and what is parsed from a file or
 * told by a provider may be other than they say.
 */
export const checkEvents = async (types: EventTypes): Promise<void> => {
  const { eventValidator } = (await import(validator)) as {
    eventValidator(options: { anyIds: boolean }): Validate;
  };
  const problemsOf = eventValidator({ anyIds: true });
  types.checkWith((event, stream) => {
    const problems = problemsOf(event);
    if (problems.length > 0) throw new InvalidEvent(`event for ${stream}: ${problems.slice(0, 5).join('; ')}`);
  });
};
