import { join } from 'node:path';
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { catalogEvents } from '@max/catalog/contracts';
import { complianceEvents } from '@max/compliance/contracts';
import { BUILD_QUEUE } from '@max/compliance/domain';
import { identityEvents } from '@max/identity/contracts';
import {
  Checkpoints,
  CONFIG,
  KnownEvents,
  STORED_EVENTS,
  Workload,
  type Config,
  type StoredEvents,
} from '@max/kernel/server';
import { payoutsEvents } from '@max/payouts/contracts';
import { royaltiesEvents } from '@max/royalties/contracts';

import { AuditEventsController } from './audit-events/controller';
import { auditEvents } from './audit-events/projection';
import { BuildEvidencePack } from './build-evidence-pack/build';
import { CollectEvents } from './build-evidence-pack/collect-events';
import { BuildEvidencePackJob } from './build-evidence-pack/job';
import { buildRequestedPacks } from './build-evidence-pack/process';
import { WritePack } from './build-evidence-pack/write-pack';
import { CheckpointsController } from './checkpoints/controller';
import { DownloadEvidencePackController } from './download-evidence-pack/controller';
import { EvidencePacksController } from './evidence-packs/controller';
import { evidencePacks } from './evidence-packs/projection';
import { PayoutLineageController } from './payout-lineage/controller';
import { FindSpan } from './payout-lineage/find-span';
import { LineageLines } from './payout-lineage/lines';
import { ReadStatementParts } from './payout-lineage/statement-parts';
import { LineageTracks } from './payout-lineage/tracks';
import { RequestEvidencePackController } from './request-evidence-pack/controller';
import { RequestEvidencePackHandler } from './request-evidence-pack/handler';
import { Breakdowns } from './sources/breakdown';
import { GroupedLines } from './sources/grouped-lines';
import { moneySources } from './sources/projection';
import { sheetPlaces } from './sources/split-sheets';
import { LogKey } from './transparency-log/log-key';
import { Sealer } from './transparency-log/sealer';
import { TransparencyLog } from './transparency-log/transparency-log';
import { WatchedSealer } from './transparency-log/watched-sealer';

const LOG = 'transparency-log';

/** What a pack or the audit log may hold: the events of every context. */
const events = KnownEvents.of(complianceEvents, payoutsEvents, royaltiesEvents, catalogEvents, identityEvents);
const KEYS = 'keys';

/** The sealed log where every program of this installation finds it. */
const sealedLog = {
  provide: TransparencyLog,
  useFactory: ({ dataDir }: Config) => new TransparencyLog(join(dataDir, LOG)),
  inject: [CONFIG],
};

/** Controllers, command handlers and queries of the context. */
@Module({
  imports: [events],
  controllers: [
    RequestEvidencePackController,
    EvidencePacksController,
    DownloadEvidencePackController,
    AuditEventsController,
    CheckpointsController,
    PayoutLineageController,
  ],
  providers: [
    RequestEvidencePackHandler,
    Breakdowns,
    GroupedLines,
    FindSpan,
    ReadStatementParts,
    LineageTracks,
    LineageLines,
    sealedLog,
  ],
})
export class ComplianceApiModule {}

/**
 * How often it is looked whether a head has to be signed; it is, when the oldest unsigned event is a minute old or
 * somebody has asked for evidence.
 */
const LOOK_EVERY_MS = 1_000;

/** The sealer, the read models and the job that makes evidence packs. */
@Module({
  imports: [events],
  providers: [
    Breakdowns,
    GroupedLines,
    CollectEvents,
    WritePack,
    BuildEvidencePack,
    BuildEvidencePackJob,
    sealedLog,
    {
      provide: LogKey,
      useFactory: ({ dataDir }: Config) => new LogKey(join(dataDir, KEYS)),
      inject: [CONFIG],
    },
    {
      provide: Sealer,
      useFactory: (stored: StoredEvents, { dataDir }: Config) =>
        new Sealer(stored, { log: join(dataDir, LOG), keys: join(dataDir, KEYS), witness: join(dataDir, 'witness') }),
      inject: [STORED_EVENTS, CONFIG],
    },
  ],
})
export class ComplianceWorkerModule implements OnModuleInit, OnApplicationShutdown {
  private readonly watched: WatchedSealer;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly workload: Workload,
    private readonly sealer: Sealer,
    private readonly buildJob: BuildEvidencePackJob,
    checkpoints: Checkpoints,
  ) {
    this.watched = new WatchedSealer(sealer, checkpoints);
  }

  onModuleInit(): void {
    this.workload.project(auditEvents, evidencePacks, moneySources, sheetPlaces);
    this.workload.run(buildRequestedPacks);
    this.workload.read(this.watched);
    this.workload.work<{ packId: string }>(BUILD_QUEUE, 1, (job, signal) => this.buildJob.run(job, signal));
    this.timer = setInterval(() => void this.watched.signIfDue(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sealer.close();
  }
}
