import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';

import type { Observability } from '../config/observability';

import { useTracer, wantedIds } from './trace';

/** Random ids, but for the spans whose id others can work out: those of requests and events. */
class KnownIds extends RandomIdGenerator {
  private readonly random = new RandomIdGenerator();
  override generateTraceId = (): string => wantedIds().traceId ?? this.random.generateTraceId();
  override generateSpanId = (): string => wantedIds().spanId ?? this.random.generateSpanId();
}

/**
 * Sends spans to an OTLP collector (`POST <endpoint>/v1/traces`) when an endpoint is configured; without one nothing is
 * made. What is kept is decided by the trace id, so that all processes keep or drop the same chain.
 * @returns what sends the rest and stops, for the program's end
 */
export const startTracing = (service: string, { otlpEndpoint, traceRatio }: Observability): (() => Promise<void>) => {
  if (otlpEndpoint === undefined) return () => Promise.resolve();
  const url = `${otlpEndpoint.replace(/\/+$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `max-booster-${service}`, 'process.pid': process.pid }),
    idGenerator: new KnownIds(),
    sampler: samplerOf(traceRatio),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }), { scheduledDelayMillis: 1_000 })],
  });
  provider.register();
  useTracer(provider.getTracer('max-booster'));
  return async () => {
    useTracer(undefined);
    await provider.shutdown().catch(() => undefined); // a collector that is gone must not keep the program from ending
  };
};

/** By the trace id, whoever began the trace: a chain is kept as a whole or not at all. */
const samplerOf = (ratio: number) => {
  const byTrace = new TraceIdRatioBasedSampler(ratio);
  return new ParentBasedSampler({ root: byTrace, remoteParentSampled: byTrace, remoteParentNotSampled: byTrace });
};
