import { never, type Decider } from '@max/kernel';

import { ImportEnded, ImportExists, LinesDontAddUp, NoSuchImport } from './errors';
import type { CatalogImportEvent, ImportOutcome, ReceivedFile } from './events';

export type CatalogImport =
  { readonly status: 'none' } | { readonly status: 'received' | 'running' | 'finished' | 'rejected' | 'failed' };

export type CatalogImportCommand =
  | { readonly type: 'receive'; readonly file: ReceivedFile }
  | { readonly type: 'start'; readonly importId: string }
  | { readonly type: 'finish'; readonly importId: string; readonly outcome: ImportOutcome }
  | { readonly type: 'reject'; readonly importId: string; readonly reason: string }
  /** All tries of the job failed for reasons that are not the file's. */
  | { readonly type: 'give-up'; readonly importId: string; readonly reason: string };

const decide = (command: CatalogImportCommand, { status }: CatalogImport): CatalogImportEvent[] => {
  if (command.type === 'receive') {
    if (status !== 'none') throw new ImportExists(command.file.importId);
    return [{ type: 'catalog.import-received.v1', data: command.file }];
  }
  const { importId } = command;
  if (status === 'none') throw new NoSuchImport(importId);
  switch (command.type) {
    case 'start': // a worker that takes over finds it running, one that comes late finds it ended
      return status === 'received' ? [{ type: 'catalog.import-started.v1', data: { importId } }] : [];
    case 'finish': {
      if (status === 'finished') return [];
      if (status === 'rejected' || status === 'failed') throw new ImportEnded(importId, status);
      const { lines } = command.outcome;
      if (lines.accepted + lines.rejected !== lines.total) throw new LinesDontAddUp(lines);
      return [{ type: 'catalog.import-finished.v1', data: { importId, ...command.outcome } }];
    }
    case 'reject':
      if (status === 'rejected') return [];
      if (status === 'finished' || status === 'failed') throw new ImportEnded(importId, status);
      return [{ type: 'catalog.import-rejected.v1', data: { importId, reason: command.reason } }];
    case 'give-up': // the last try may have ended the import after all
      return status === 'received' || status === 'running'
        ? [{ type: 'catalog.import-failed.v1', data: { importId, reason: command.reason } }]
        : [];
    default:
      return never(command);
  }
};

const evolve = (_import: CatalogImport, { type }: CatalogImportEvent): CatalogImport => {
  switch (type) {
    case 'catalog.import-received.v1':
      return { status: 'received' };
    case 'catalog.import-started.v1':
      return { status: 'running' };
    case 'catalog.import-finished.v1':
      return { status: 'finished' };
    case 'catalog.import-rejected.v1':
      return { status: 'rejected' };
    case 'catalog.import-failed.v1':
      return { status: 'failed' };
    default:
      return never(type);
  }
};

/** One file on its way into the catalogue: `received → running → finished | rejected | failed`. */
export const catalogImport: Decider<CatalogImport, CatalogImportCommand, CatalogImportEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
