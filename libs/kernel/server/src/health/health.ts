import { Inject, Injectable, Logger } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { sha256 } from '@max/kernel';
import type { Connection } from 'mongoose';

import { EVENT_STORE, type EventStore } from '../event-store/event-store';
import { FILES, type Files } from '../files/files';
import { JOBS, type Jobs } from '../jobs/jobs';
import { MONGO } from '../mongo';
import { Checkpoints } from '../projections/checkpoints';

/** A part that has not answered by then counts as down, in milliseconds. */
const PATIENCE_MS = 2_000;

/** Any name: counting the jobs of a queue that nobody uses asks Redis, or the folder, as well as any other. */
const PROBE_QUEUE = 'health';
/** SHA-256 of nothing: whether or not there is such a file, the store has to answer. */
const PROBE_FILE = sha256('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

/** Whether each part answers, each asked for at most two seconds. */
@Injectable()
export class Health {
  private readonly log = new Logger('health');

  constructor(
    private readonly health: HealthCheckService,
    private readonly part: HealthIndicatorService,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(MONGO) private readonly mongo: Connection,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(FILES) private readonly files: Files,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * `ok`; `degraded` when it serves but a view or a process stands still before an event; never `error`: that is thrown.
   * @throws ServiceUnavailableException with the same document when a part is down
   */
  check(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.ask('eventStore', () => this.store.head()),
      () => this.ask('mongo', () => this.mongo.asPromise().then(() => this.mongo.db?.command({ ping: 1 }))),
      () => this.ask('jobs', () => this.jobs.counts(PROBE_QUEUE)),
      () => this.ask('files', () => this.files.has(PROBE_FILE)),
      () => this.processors(),
    ]);
  }

  private ask(name: string, question: () => Promise<unknown>) {
    return this.part
      .check(name)
      .attempt(async () => {
        // the answer is public: which address refused the connection, and how, is for the log
        await question().catch((error: unknown) => {
          this.log.warn(`${name}: ${String(error)}`);
          throw new Error('it does not answer');
        });
      })
      .withTimeout(PATIENCE_MS);
  }

  private async processors() {
    const part = this.part.check('processors');
    const { processors } = await part
      .attempt(async () => ({ all: await this.checkpoints.all() }))
      .withTimeout(PATIENCE_MS);
    if (processors.status !== 'up') return part.down();
    const all = processors['all'] as Awaited<ReturnType<Checkpoints['all']>>;
    const standingStill = all.filter(({ error }) => error !== null).map(({ processor }) => processor);
    return standingStill.length > 0 ? part.degraded({ standingStill }) : part.up();
  }
}
