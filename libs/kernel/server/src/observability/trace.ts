import {
  context,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Tracer,
} from '@opentelemetry/api';

import { currentScope, runInScope, type RequestScope } from '../http/request-scope';

import { spanIdOf, traceIdOf } from './trace-ids';

/** What made this work happen, in this process or in another: enough to find the span to hang under. */
export interface Cause {
  readonly correlationId: string;
  /** The event (or `<event id>-<suffix>` of a job, or request) that caused it; without one the span is a root. */
  readonly causeId?: string;
  /** For the log: `process:pay-batches`, `job:send-payout`. */
  readonly origin?: string;
  /** The span itself, when it is known instead of its cause: of an incoming `traceparent`. */
  readonly spanId?: string;
}

export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

let tracer: Tracer | undefined;
let wanted: Partial<SpanIds> = {};

/** Told by whoever sets up the exporter; `undefined` turns tracing off. */
export const useTracer = (next: Tracer | undefined): void => void (tracer = next);

/** For work that is only worth its while when somebody looks at traces. */
export const isTracing = (): boolean => tracer !== undefined;

/** The ids that the span being started right now must have; read by the id generator. */
export const wantedIds = (): Partial<SpanIds> => wanted;

/** What caused the handling of an event: the span of the event itself, which was made when it was appended. */
export const causeOf = (event: { id: string; metadata: { correlationId: string } }, origin?: string): Cause => ({
  correlationId: event.metadata.correlationId,
  causeId: event.id,
  ...(origin === undefined ? {} : { origin }),
});

/**
 * Runs the work as a span, under the span that is running, or under `parent` when the work was caused elsewhere (an event
 * that another process appended). With a parent it also runs in the parent's scope, so that log lines carry its
 * correlation id. When tracing is off that is all it does. No personal data in names and attributes.
 */
export const inSpan = async <T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T> | T,
  parent?: Cause,
): Promise<T> => {
  const scoped = parent ? () => runInScope(scopeOf(parent), work) : work;
  if (!tracer) return scoped();
  const span = startSpan(name, attributes, parent);
  try {
    return await context.with(trace.setSpan(context.active(), span), scoped);
  } catch (error) {
    // the class alone: a message may quote what somebody typed
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
    throw error;
  } finally {
    span.end();
  }
};

const scopeOf = ({ correlationId, origin }: Cause): RequestScope => ({
  ...currentScope(),
  correlationId,
  ...(origin === undefined ? {} : { origin }),
});

/** Marks that an event was appended: the span under which all that it causes hangs, in whichever process. */
export const markEvent = (
  event: { id: string; type: string; metadata: { correlationId: string } },
  stream: string,
): void => {
  if (!tracer) return;
  const parent = trace.getActiveSpan() ? undefined : { correlationId: event.metadata.correlationId };
  const attributes = { 'max.event.id': event.id, 'max.event.stream': stream };
  startSpan(`event ${event.type}`, attributes, parent, { spanId: spanIdOf(event.id) }).end();
};

/** Starts a span that somebody else ends; `ids` are the span's own when they must be known elsewhere. */
export const startSpan = (name: string, attributes: Attributes, parent?: Cause, ids: Partial<SpanIds> = {}) => {
  const used = tracer ?? trace.getTracer('off');
  wanted = { ...(parent ? { traceId: traceIdOf(parent.correlationId) } : {}), ...ids };
  const under = parent ? contextOf(parent) : context.active();
  const span = used.startSpan(name, { attributes }, under);
  wanted = {};
  return span;
};

const contextOf = ({ correlationId, causeId, spanId }: Cause) => {
  const parent = spanId ?? (causeId === undefined ? undefined : spanIdOf(causeId));
  if (parent === undefined) return ROOT_CONTEXT;
  const traceId = traceIdOf(correlationId);
  // whether the trace is kept follows from its id, in every process alike
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: parent,
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
};
