import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** `version-traceid-parentid-flags` (W3C Trace Context, §3.2); later versions may append fields. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/;

const hexOf = (id: string): string =>
  UUID.exec(id)?.[0].replaceAll('-', '').toLowerCase() ?? createHash('sha256').update(id).digest('hex').slice(0, 32);

/** A correlation id's 16 bytes in hex; one that is no UUID is hashed. Every process comes to the same trace by itself. */
export const traceIdOf = (correlationId: string): string => hexOf(correlationId);

/**
 * The id of the span that stands for an event, a request or a job: the last eight bytes of its UUID (62 random bits).
 * Text after the UUID is left out, so that a job `<event id>-<suffix>` leads to its event.
 */
export const spanIdOf = (id: string): string => hexOf(id).slice(16);

/** An incoming `traceparent`: its trace id in UUID form becomes the correlation id. `undefined` when it is not one. */
export const parseTraceparent = (header: unknown): { correlationId: string; parentSpanId: string } | undefined => {
  const [, trace, parentSpanId] = (typeof header === 'string' && TRACEPARENT.exec(header)) || [];
  if (!trace || !parentSpanId) return undefined;
  const parts = [trace.slice(0, 8), trace.slice(8, 12), trace.slice(12, 16), trace.slice(16, 20), trace.slice(20)];
  return { correlationId: parts.join('-'), parentSpanId };
};
