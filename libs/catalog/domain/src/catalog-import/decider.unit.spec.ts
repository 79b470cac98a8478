import { sha256 } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { catalogImport } from './decider';
import { ImportEnded, ImportExists, LinesDontAddUp, NoSuchImport } from './errors';
import type { CatalogImportEvent } from './events';

const importId = 'i-1';
const file = { importId, fileSha256: sha256('ab'.repeat(32)), fileName: 'catalogue.csv', bytes: 1_000 };
const outcome = { lines: { total: 10, accepted: 9, rejected: 1 }, rejectsFile: sha256('cd'.repeat(32)) };
const received: CatalogImportEvent = { type: 'catalog.import-received.v1', data: file };
const started: CatalogImportEvent = { type: 'catalog.import-started.v1', data: { importId } };
const finished: CatalogImportEvent = { type: 'catalog.import-finished.v1', data: { importId, ...outcome } };
const rejected: CatalogImportEvent = { type: 'catalog.import-rejected.v1', data: { importId, reason: 'no lines' } };

describe('a catalogue import', () => {
  it('is received once', () => {
    given(catalogImport).when({ type: 'receive', file }).then(received);
    given(catalogImport, received).when({ type: 'receive', file }).thenRefused(ImportExists);
  });

  it('starts once, also when another worker takes it over', () => {
    given(catalogImport, received).when({ type: 'start', importId }).then(started);
    given(catalogImport, received, started).when({ type: 'start', importId }).thenNothing();
    given(catalogImport, received, started, finished).when({ type: 'start', importId }).thenNothing();
    given(catalogImport).when({ type: 'start', importId }).thenRefused(NoSuchImport);
  });

  it('finishes with lines that add up', () => {
    given(catalogImport, received, started).when({ type: 'finish', importId, outcome }).then(finished);
    given(catalogImport, received, started, finished).when({ type: 'finish', importId, outcome }).thenNothing();
    const lost = { ...outcome, lines: { total: 11, accepted: 9, rejected: 1 } };
    given(catalogImport, received, started)
      .when({ type: 'finish', importId, outcome: lost })
      .thenRefused(LinesDontAddUp);
  });

  it('is rejected as a whole, or finishes, never both', () => {
    given(catalogImport, received, started).when({ type: 'reject', importId, reason: 'no lines' }).then(rejected);
    given(catalogImport, received, rejected).when({ type: 'reject', importId, reason: 'other' }).thenNothing();
    given(catalogImport, received, started, finished)
      .when({ type: 'reject', importId, reason: 'late' })
      .thenRefused(ImportEnded);
    given(catalogImport, received, started, rejected)
      .when({ type: 'finish', importId, outcome })
      .thenRefused(ImportEnded);
  });

  it('is given up while it is on its way, and stays so', () => {
    const giveUp = { type: 'give-up', importId, reason: 'no disk' } as const;
    const failed: CatalogImportEvent = { type: 'catalog.import-failed.v1', data: { importId, reason: 'no disk' } };
    given(catalogImport, received).when(giveUp).then(failed);
    given(catalogImport, received, started).when(giveUp).then(failed);
    given(catalogImport, received, started, failed).when(giveUp).thenNothing();
    given(catalogImport, received, started, finished).when(giveUp).thenNothing();
    given(catalogImport, received, failed).when({ type: 'start', importId }).thenNothing();
    given(catalogImport, received, started, failed)
      .when({ type: 'finish', importId, outcome })
      .thenRefused(ImportEnded);
    given(catalogImport).when(giveUp).thenRefused(NoSuchImport);
  });
});
