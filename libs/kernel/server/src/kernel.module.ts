import { Global, Inject, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { Connection } from 'mongoose';
import { join } from 'node:path';

import { Decisions } from './commands/decisions';
import { CONFIG, type Config } from './config/config';
import { EsdbEventStore } from './event-store/esdb-event-store';
import { EVENT_STORE, type EventStore } from './event-store/event-store';
import { EventTypes } from './events/event-types';
import { STORED_EVENTS, VersionedEventStore } from './events/versioned-event-store';
import { createFiles } from './files/create-files';
import { FILES } from './files/files';
import { IdempotencyInterceptor } from './http/idempotency/idempotency.interceptor';
import { KeptAnswers } from './http/idempotency/kept-answers';
import { createJobs } from './jobs/create-jobs';
import { JOBS, type Jobs } from './jobs/jobs';
import type { JobErrorPlace } from './jobs/options';
import { connectMongo, databaseOf, MONGO } from './mongo';
import { observedEventStore } from './observability/observed-event-store';
import { observedMongo } from './observability/observed-mongo';
import { SubjectKeys } from './privacy/subject-keys';
import { Workload } from './processes/workload';
import { Checkpoints } from './projections/checkpoints';
import { ProcessorStatuses } from './projections/processor-status';
import { Views } from './projections/views';

/** The kernel's parts for every context, made once from the configuration; closed when the application stops. */
@Global()
@Module({})
export class KernelModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(MONGO) private readonly mongo: Connection,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  static forRoot(config: Config): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: EventTypes, useValue: new EventTypes() },
      {
        provide: EVENT_STORE,
        useFactory: (types: EventTypes) =>
          new VersionedEventStore(
            observedEventStore(new EsdbEventStore(config.eventStore, { namespace: config.eventNamespace })),
            types,
          ),
        inject: [EventTypes],
      },
      { provide: STORED_EVENTS, useFactory: (store: VersionedEventStore) => store.stored, inject: [EVENT_STORE] },
      { provide: MONGO, useFactory: () => observedMongo(connectMongo(config.mongo)) },
      {
        provide: JOBS,
        useFactory: () =>
          createJobs({
            ...(config.redis ? { redis: config.redis, redisPrefix: config.redisPrefix } : {}),
            folder: join(config.dataDir, 'jobs'),
            onError: jobTrouble(new Logger('jobs')),
          }),
      },
      {
        provide: FILES,
        useFactory: () => createFiles({ location: config.files, workDir: join(config.dataDir, 'work') }),
      },
      { provide: Decisions, useFactory: (store: EventStore) => new Decisions(store), inject: [EVENT_STORE] },
      { provide: Views, useFactory: (mongo: Connection) => new Views(mongo), inject: [MONGO] },
      { provide: KeptAnswers, useFactory: (mongo: Connection) => new KeptAnswers(mongo), inject: [MONGO] },
      { provide: Checkpoints, useFactory: (mongo: Connection) => new Checkpoints(mongo), inject: [MONGO] },
      {
        provide: ProcessorStatuses,
        useFactory: (store: EventStore, mongo: Connection) => new ProcessorStatuses(store, mongo),
        inject: [EVENT_STORE, MONGO],
      },
      {
        provide: SubjectKeys,
        useFactory: (mongo: Connection) => new SubjectKeys(mongo, `${databaseOf(config.mongo)}_keys`),
        inject: [MONGO],
      },
      {
        provide: Workload,
        useFactory: (store: VersionedEventStore, mongo: Connection, jobs: Jobs) =>
          new Workload(store, mongo, jobs, new Logger('worker')),
        inject: [EVENT_STORE, MONGO, JOBS],
      },
    ];
    const onEveryPost = {
      provide: APP_INTERCEPTOR,
      useFactory: (kept: KeptAnswers, reflector: Reflector) => new IdempotencyInterceptor(kept, reflector),
      inject: [KeptAnswers, Reflector],
    };
    return {
      module: KernelModule,
      imports: [CqrsModule.forRoot()],
      providers: [...providers, onEveryPost],
      exports: [...providers.map(({ provide }) => provide), CqrsModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.jobs.close();
    await this.store.close();
    await this.mongo.close();
  }
}

/** A try that failed is news for the log; the job itself is tried again. */
const jobTrouble =
  (log: Logger) =>
  (error: Error, { queue, id, attempt }: JobErrorPlace): void =>
    log.warn({ queue, ...(id === undefined ? {} : { job: id }), ...(attempt === undefined ? {} : { attempt }), error });
