import type { Connection } from 'mongoose';

import type { VersionedEventStore } from '../events/versioned-event-store';
import type { JobHandler, Jobs, QueueOptions } from '../jobs/jobs';
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
  private readonly queues = new Map<string, { options: QueueOptions; handler: JobHandler }>();
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: VersionedEventStore,
    private readonly mongo: Connection,
    private readonly jobs: Jobs,
    private readonly log: FeedLog,
  ) {}

  project(...projections: Projection<never>[]): void {
    this.projections.push(
      ...projections.map(
        (view) => new ProjectionProcessor(view as unknown as Projection, this.mongo, this.store.types),
      ),
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

  /** Runs the jobs of a queue: so many at a time, or with a rate limit and an end for jobs that used up their attempts. */
  work<Data extends object>(queue: string, options: number | QueueOptions<Data>, handler: JobHandler<Data>): void {
    if (this.queues.has(queue)) throw new Error(`queue ${queue} has a handler already`);
    const queueOptions = typeof options === 'number' ? { concurrency: options } : options;
    // by name: a queue's handler is only ever given the jobs of its own queue
    this.queues.set(queue, { options: queueOptions as QueueOptions, handler: handler as JobHandler });
  }

  async start(): Promise<void> {
    // as stored: what seals the log covers what was written, and each other processor brings its events to today itself
    const { stored } = this.store;
    const feeds = [this.projections, this.processes].map((processors) => new Feed(stored, processors, this.log));
    this.running = Promise.all(feeds.map((feed) => feed.run(this.stopping.signal)));
    this.running.catch((error: unknown) => {
      // a feed ends by itself only on a fault that nobody foresaw: better a restart than a worker that does nothing
      this.log.error(`the feed has ended: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
      process.exit(1);
    });
    for (const [queue, { options, handler }] of this.queues) {
      await this.jobs.process(queue, options, handler);
    }
  }

  /** Finishes the batches and jobs in work. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.running.catch(() => undefined), this.jobs.close()]);
  }
}
