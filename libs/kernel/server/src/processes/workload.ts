import type { Connection } from 'mongoose';

import type { EventStore } from '../event-store/event-store';
import type { Job, JobHandler, Jobs } from '../jobs/jobs';
import { Feed, type FeedLog } from '../projections/feed';
import type { Processor } from '../projections/processor';
import { ProjectionProcessor } from '../projections/projection-processor';
import type { Projection } from '../projections/projection';

import type { Process } from './process';
import { ProcessProcessor } from './process-processor';

/** What this worker does. Contexts add to it when their module starts; the worker runs it all. */
export class Workload {
  private readonly projections: Processor[] = [];
  private readonly processes: Processor[] = [];
  private readonly queues = new Map<string, { concurrency: number; handler: JobHandler<never> }>();
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly mongo: Connection,
    private readonly jobs: Jobs,
    private readonly log: FeedLog,
  ) {}

  project(...projections: Projection<never>[]): void {
    this.projections.push(
      ...projections.map((view) => new ProjectionProcessor(view as unknown as Projection, this.mongo)),
    );
  }

  react(...processes: Process[]): void {
    this.processes.push(
      ...processes.map((process) => new ProcessProcessor(process, this.store, this.mongo, this.jobs)),
    );
  }

  /** A reader of the log that keeps its place itself, such as the sealer. */
  read(...processors: Processor[]): void {
    this.processes.push(...processors);
  }

  work<Data extends object>(
    queue: string,
    concurrency: number,
    handler: (job: Job<Data>, signal: AbortSignal) => Promise<void>,
  ): void {
    if (this.queues.has(queue)) throw new Error(`queue ${queue} has a handler already`);
    this.queues.set(queue, { concurrency, handler });
  }

  async start(): Promise<void> {
    const feeds = [this.projections, this.processes].map((processors) => new Feed(this.store, processors, this.log));
    this.running = Promise.all(feeds.map((feed) => feed.run(this.stopping.signal)));
    this.running.catch((error: unknown) => {
      // a feed ends by itself only on a fault that nobody foresaw: better a restart than a worker that does nothing
      this.log.error(`the feed has ended: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
      process.exit(1);
    });
    for (const [queue, { concurrency, handler }] of this.queues) {
      await this.jobs.process(queue, concurrency, handler as JobHandler);
    }
  }

  /** Finishes the batches and jobs in work. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.running.catch(() => undefined), this.jobs.close()]);
  }
}
