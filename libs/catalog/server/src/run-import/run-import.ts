import { Inject, Injectable } from '@nestjs/common';
import { catalogImportStream } from '@max/catalog/contracts';
import { catalogImport, type CatalogImportCommand, type ImportOutcome } from '@max/catalog/domain';
import {
  bySystem,
  Decisions,
  EVENT_STORE,
  FILES,
  type CommandContext,
  type EventStore,
  type Files,
  type Job,
} from '@max/kernel/server';

import type { Entry } from '../catalogue-file/entry';
import { readCatalogue } from '../catalogue-file/read-catalogue';
import { UnreadableCatalogue } from '../catalogue-file/unreadable-catalogue';

import { BulkDecisions } from './bulk-decisions';
import { checkCatalogue } from './check-catalogue';
import { inParallel } from './in-parallel';
import type { RunImportJob } from './process';
import { Registration } from './register-entry';

/** Appends in flight at a time: enough to share the store's flushes, few enough to leave others room. */
const IN_FLIGHT = 32;

/** Brings a received file into the catalogue. Everything may be repeated: what is registered already stays as it is. */
@Injectable()
export class RunImport {
  constructor(
    private readonly decisions: Decisions,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(FILES) private readonly files: Files,
  ) {}

  async run({ id, data }: Pick<Job<RunImportJob>, 'id' | 'data'>, signal: AbortSignal): Promise<void> {
    const { importId, fileSha256, by, correlationId } = data;
    const context = { ...bySystem('import-catalogue', new Date(), id), correlationId, onBehalfOf: by };
    const decide = (command: CatalogImportCommand) =>
      this.decisions.decide(catalogImport, catalogImportStream(importId), command, context);

    const { state } = await decide({ type: 'start', importId });
    if (state.status !== 'running') return;
    const path = await this.files.localPath(fileSha256);
    let outcome: ImportOutcome;
    try {
      outcome = await checkCatalogue(path, this.files);
    } catch (error) {
      if (!(error instanceof UnreadableCatalogue)) throw error;
      await decide({ type: 'reject', importId, reason: error.message });
      return;
    }
    await this.takeIn(path, context, signal);
    await decide({ type: 'finish', importId, outcome });
  }

  private async takeIn(path: string, context: CommandContext, signal: AbortSignal): Promise<void> {
    const registration = new Registration(new BulkDecisions(this.store, this.decisions, context));
    await inParallel(acceptedIn(path), IN_FLIGHT, async (entry) => {
      signal.throwIfAborted();
      await registration.register(entry);
    });
  }
}

async function* acceptedIn(path: string): AsyncGenerator<Entry> {
  for await (const read of readCatalogue(path)) {
    if (read.kind === 'accepted') yield read.entry;
  }
}
