import type { Connection } from 'mongoose';

import { Decisions } from '../commands/decisions';
import { pause } from '../event-store/reachable';
import type { VersionedEventStore } from '../events/versioned-event-store';
import type { JobHandler, Jobs, QueueOptions } from '../jobs/jobs';
import { measureJobs } from '../jobs/measure-jobs';
import { ABORT_MS, within } from '../jobs/options';
import { Feed, type FeedLog } from '../projections/feed';
import type { Processor } from '../projections/processor';
import { ProcessorStatuses } from '../projections/processor-status';
import type { Projection } from '../projections/projection';
import { ViewPlan } from '../projections/view-plan';

import { Crew, workerName } from './crew';
import { TIME_OUTS, type DurableProcess, type TimeOutJob } from './durable-process';
import type { LeaseTimes } from './leases';
import type { Process } from './process';
import { ProcessProcessor } from './process-processor';
import { TimeOuts } from './time-outs';

/** With the closing of what the stores hold it stays below the 15 s that `npm start` waits for a program to end. */
const STOP_GRACE_MS = 8_000;
const MEASURE_EVERY_MS = 5_000;

/**
 * What a worker does. Contexts add to it when their module starts; the worker runs it all, shared with the other workers:
 * each reader of the log runs in one of them, and jobs wherever there is room.
 */
export class Workload {
  private readonly views: ViewPlan;
  private readonly readers: Processor[] = [];
  private readonly queues = new Map<string, { options: QueueOptions; handler: JobHandler }>();
  private timeOuts: TimeOuts | undefined;
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: VersionedEventStore,
    private readonly mongo: Connection,
    private readonly jobs: Jobs,
    private readonly log: FeedLog,
    private readonly worker: { readonly name?: string; readonly times?: LeaseTimes } = {},
  ) {
    this.views = new ViewPlan({ mongo, types: store.types, log });
  }

  project(...projections: Projection<never>[]): void {
    this.views.add(...projections);
  }

  react(...processes: Process[]): void {
    this.readers.push(...processes.map((process) => new ProcessProcessor(process, this.store, this.mongo, this.jobs)));
  }

  /** A process with a stream of its own, whose time-outs come back to it in any worker. */
  run(process: DurableProcess): void {
    this.timeOuts ??= new TimeOuts(new Decisions(this.store), this.jobs);
    if (!this.queues.has(TIME_OUTS)) this.work<TimeOutJob>(TIME_OUTS, 4, async (job) => this.timeOuts?.run(job));
    this.timeOuts.add(process);
    this.react(process);
  }

  /** A reader of the log that keeps its place itself, such as the sealer. */
  read(...processors: Processor[]): void {
    this.readers.push(...processors);
  }

  /** Runs the jobs of a queue: so many at a time, or with a rate limit and an end for jobs that used up their attempts. */
  work<Data extends object>(queue: string, options: number | QueueOptions<Data>, handler: JobHandler<Data>): void {
    if (this.queues.has(queue)) throw new Error(`queue ${queue} has a handler already`);
    const queueOptions = typeof options === 'number' ? { concurrency: options } : options;
    // by name: a queue's handler is only ever given the jobs of its own queue
    this.queues.set(queue, { options: queueOptions as QueueOptions, handler: handler as JobHandler });
  }

  /** The views that this program knows, for those who look after them. */
  projections(): readonly Projection<never>[] {
    return this.views.projections();
  }

  /** @throws when the views' store can't be reached in time */
  async start(): Promise<void> {
    await this.mongo.asPromise();
    const { signal } = this.stopping;
    // as stored: what seals the log covers what was written, and each other processor brings its events to today itself
    // apart: a process that pays a large batch takes its time, and the views that people wait for go on
    const [views, readers] = [new Feed(this.store.stored, this.log), new Feed(this.store.stored, this.log)];
    const feedOf = (processor: Processor) => (this.readers.includes(processor) ? readers : views);
    const { name = workerName(process.env), times } = this.worker;
    const crew = new Crew(this.mongo, feedOf, this.log, name, times);
    const plan = async () => [...(await this.views.processors()), ...this.readers];
    this.running = Promise.all([
      ...[views, readers].map((feed) => feed.follow(signal)),
      crew.run(plan, signal),
      this.measure(name, signal),
    ]);
    this.running.catch((error: unknown) => {
      // this ends by itself only on a fault that nobody foresaw: better a restart than a worker that does nothing
      this.log.error(`the worker ends: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
      process.exit(1);
    });
    for (const [queue, { options, handler }] of this.queues) await this.jobs.process(queue, options, handler);
  }

  private async measure(name: string, signal: AbortSignal): Promise<void> {
    const statuses = new ProcessorStatuses(this.store, this.mongo);
    while (!signal.aborted) {
      const measured = Promise.all([statuses.measure(name), measureJobs(this.jobs, this.queues.keys())]);
      await measured.catch((error: unknown) => this.log.warn(`no figures: ${String(error)}`));
      await pause(MEASURE_EVERY_MS, signal);
    }
  }

  /**
   * Finishes the batches and jobs in work and gives its leases back. What is not done after `graceMs`, because it takes
   * long or a store does not answer, is left to the others as after a crash.
   */
  async stop(graceMs = STOP_GRACE_MS): Promise<void> {
    this.stopping.abort();
    const done = Promise.all([this.running.catch(() => undefined), this.jobs.close(graceMs)]);
    if (!(await within(graceMs + ABORT_MS, done)))
      this.log.warn('stopped in the middle of work: it is taken over when the leases have run out');
  }
}
