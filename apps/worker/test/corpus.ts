import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { RecordedEvent } from '@max/kernel/server';

// outside every project: the tool that adds to the corpus is also the one that reads it
const reader = pathToFileURL(resolve(import.meta.dirname, '../../../tools/events/corpus.mjs')).href;

export interface FrozenLog {
  readonly name: string;
  readonly events: readonly RecordedEvent[];
}

/** The frozen events, log by log, each with a position after the one before. @throws when somebody changed a file */
export const frozenLogs = async (): Promise<readonly FrozenLog[]> => {
  const { readCorpus } = (await import(reader)) as {
    readCorpus(): { name: string; events: readonly Omit<RecordedEvent, 'position'>[] }[];
  };
  let position = 0n;
  return readCorpus().map(({ name, events }) => ({
    name,
    events: events.map((event) => ({ ...event, position: (position += 1n) })),
  }));
};
