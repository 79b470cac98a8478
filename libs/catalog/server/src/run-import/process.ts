import type { CatalogEvent } from '@max/catalog/contracts';
import type { Sha256 } from '@max/kernel';
import { defineProcess } from '@max/kernel/server';

export const RUN_IMPORT = 'run-catalog-import';

export interface RunImportJob {
  readonly importId: string;
  readonly fileSha256: Sha256;
  /** Who sent the file. */
  readonly by: string;
  readonly correlationId: string;
}

export const importCatalogue = defineProcess<CatalogEvent>({
  name: 'import-catalogue',
  on: {
    'catalog.import-received.v1': async ({ data: { importId, fileSha256 }, metadata }, { job }) =>
      job(RUN_IMPORT, {
        importId,
        fileSha256,
        by: metadata.actor.id,
        correlationId: metadata.correlationId,
      } satisfies RunImportJob),
  },
});
