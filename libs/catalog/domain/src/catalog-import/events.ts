import type { DomainEvent, Sha256 } from '@max/kernel';

export type CatalogImportEvent =
  | DomainEvent<'catalog.import-received.v1', { importId: string; fileSha256: Sha256; fileName: string; bytes: number }>
  | DomainEvent<'catalog.import-started.v1', { importId: string }>
  | DomainEvent<
      'catalog.import-finished.v1',
      { importId: string; lines: { total: number; accepted: number; rejected: number }; rejectsFile: Sha256 | null }
    >
  | DomainEvent<'catalog.import-rejected.v1', { importId: string; reason: string }>
  | DomainEvent<'catalog.import-failed.v1', { importId: string; reason: string }>;

type DataOf<Type extends CatalogImportEvent['type']> = Extract<CatalogImportEvent, { type: Type }>['data'];
export type ReceivedFile = DataOf<'catalog.import-received.v1'>;
export type ImportOutcome = Omit<DataOf<'catalog.import-finished.v1'>, 'importId'>;
