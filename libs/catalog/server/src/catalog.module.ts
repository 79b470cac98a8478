import { Module, type OnModuleInit } from '@nestjs/common';
import { catalogEvents } from '@max/catalog/contracts';
import { KnownEvents, Workload } from '@max/kernel/server';

import { ArtistsController } from './artists/controller';
import { artists } from './artists/projection';
import { ImportRejectsController } from './import-rejects/controller';
import { ImportsController } from './imports/controller';
import { imports } from './imports/projection';
import { ReceiveImportController } from './receive-import/controller';
import { ReceiveImportHandler } from './receive-import/handler';
import { ReleasesController } from './releases/controller';
import { releases } from './releases/projection';
import { GiveUpImport } from './run-import/give-up-import';
import { importCatalogue, RUN_IMPORT, type RunImportJob } from './run-import/process';
import { RunImport } from './run-import/run-import';
import { TracksController } from './tracks/controller';
import { tracks } from './tracks/projection';

const events = KnownEvents.of(catalogEvents);

/** Imports of catalogue files, and what the catalogue holds. */
@Module({
  imports: [events],
  controllers: [
    ReceiveImportController,
    ImportsController,
    ImportRejectsController,
    TracksController,
    ReleasesController,
    ArtistsController,
  ],
  providers: [ReceiveImportHandler],
})
export class CatalogApiModule {}

/** Two imports at a time: each has its own appends in flight. */
const IMPORTS_AT_ONCE = 2;

/** What the worker does for catalog. */
@Module({ imports: [events], providers: [RunImport, GiveUpImport] })
export class CatalogWorkerModule implements OnModuleInit {
  constructor(
    private readonly workload: Workload,
    private readonly runImport: RunImport,
    private readonly giveUp: GiveUpImport,
  ) {}

  onModuleInit(): void {
    this.workload.project(imports, artists, releases, tracks);
    this.workload.react(importCatalogue);
    this.workload.work<RunImportJob>(
      RUN_IMPORT,
      { concurrency: IMPORTS_AT_ONCE, onExhausted: (failed) => this.giveUp.run(failed) },
      (job, signal) => this.runImport.run(job, signal),
    );
  }
}
