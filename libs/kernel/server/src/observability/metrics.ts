import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds, from a millisecond to half a minute. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The figures of this process. Labels are names out of the code (routes, types, queues): never ids or personal data. */
export const registry = new Registry();

const common = { registers: [registry] };
const histogram = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
  new Histogram({ ...common, name, help, labelNames, buckets: BUCKETS });
const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
  new Counter({ ...common, name, help, labelNames });
const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
  new Gauge({ ...common, name, help, labelNames });

/** Every figure that Max Booster keeps itself; `docs/guides/observability.md` says what to watch. */
export const metrics = {
  http: histogram('max_http_request_seconds', 'requests by route template', ['method', 'route', 'status']),
  command: histogram('max_command_seconds', 'commands with all their tries', ['command', 'result']),
  append: histogram('max_append_seconds', 'appends to the event store', ['result']),
  appended: counter('max_appended_events_total', 'events appended', []),
  conflicts: counter('max_append_conflicts_total', 'appends that lost against another writer', ['outcome']),
  storeErrors: counter('max_store_errors_total', 'errors of the stores', ['store', 'kind']),
  replays: counter('max_idempotency_total', 'requests with an idempotency key', ['outcome']),
  viewWait: histogram('max_view_wait_seconds', 'reads that waited to see a write', ['result']),

  lag: gauge('max_processor_lag_seconds', 'age of the oldest event that is not handled yet', ['processor']),
  behind: gauge('max_processor_behind_positions', 'log positions between the processor and the head', ['processor']),
  rate: gauge('max_processor_events_per_second', 'events handled of late', ['processor']),
  standing: gauge('max_processor_standing_still', '1 while it stands before an event it can not handle', ['processor']),
  handled: counter('max_processor_events_total', 'events handled', ['processor']),
  batch: histogram('max_processor_batch_seconds', 'batches handled, writes included', ['processor']),
  deadLetters: counter('max_processor_dead_letters_total', 'events set aside', ['processor']),

  job: histogram('max_job_seconds', 'tries of jobs', ['queue', 'result']),
  jobs: gauge('max_jobs', 'jobs by state', ['queue', 'state']),
} as const;
