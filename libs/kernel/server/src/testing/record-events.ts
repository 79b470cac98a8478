import { randomUUID } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { StoredEvents } from '../events/versioned-event-store';

/** Writes the whole log, as stored, to a file of its own in `folder`: what `tools/event-corpus.mjs` chooses from. */
export const recordEvents = async (stored: StoredEvents, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${randomUUID()}.jsonl`);
  for await (const { position, ...event } of stored.readAll())
    await appendFile(file, `${JSON.stringify({ ...event, position: String(position) })}\n`);
};
