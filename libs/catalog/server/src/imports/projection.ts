import type { CatalogEvent } from '@max/catalog/contracts';
import type { Sha256 } from '@max/kernel';
import { defineProjection } from '@max/kernel/server';

export type ImportStatus = 'received' | 'running' | 'finished' | 'rejected';

export interface ImportView {
  readonly status: ImportStatus;
  readonly fileName: string;
  readonly fileSha256: Sha256;
  readonly bytes: number;
  readonly receivedAt: string;
  /** Zero until the import has finished. */
  readonly lines: { readonly total: number; readonly accepted: number; readonly rejected: number };
  /** Why the file as a whole was rejected, or why taking it in has failed. */
  readonly reason: string | null;
  readonly rejectsFile: Sha256 | null;
  /** Place in the log of the import's last event: a list read with it as `atLeast` shows what came in. */
  readonly position: string;
}

export const imports = defineProjection<ImportView, CatalogEvent>({
  name: 'catalog-imports',
  version: 1,
  indexes: [{ fields: { receivedAt: -1, _id: -1 } }],
  on: {
    'catalog.import-received.v1': ({ data, metadata, position }, documents) =>
      documents.change(data.importId, () => ({
        status: 'received',
        fileName: data.fileName,
        fileSha256: data.fileSha256,
        bytes: data.bytes,
        receivedAt: metadata.occurredAt,
        lines: { total: 0, accepted: 0, rejected: 0 },
        reason: null,
        rejectsFile: null,
        position: position.toString(),
      })),
    'catalog.import-started.v1': ({ data, position }, documents) =>
      documents.change(
        data.importId,
        (found) => found && { ...found, status: 'running', position: position.toString() },
      ),
    'catalog.import-finished.v1': ({ data: { importId, lines, rejectsFile }, position }, documents) =>
      documents.change(
        importId,
        (found) => found && { ...found, status: 'finished', lines, rejectsFile, position: position.toString() },
      ),
    'catalog.import-rejected.v1': ({ data: { importId, reason }, position }, documents) =>
      documents.change(
        importId,
        (found) => found && { ...found, status: 'rejected', reason, position: position.toString() },
      ),
    'catalog.import-failed.v1': ({ data: { importId, reason }, position }, documents) =>
      documents.change(
        importId,
        (found) =>
          found && {
            ...found,
            status: 'rejected',
            reason: `${reason} What was taken in stays; send the same file again.`,
            position: position.toString(),
          },
      ),
  },
});
