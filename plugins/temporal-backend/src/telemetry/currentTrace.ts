import { context, trace, TraceFlags } from '@opentelemetry/api';

/** The id of the trace that is going on, if one is kept. */
export function currentTrace(): string | undefined {
  const span = trace.getSpan(context.active())?.spanContext();
  const kept = span && (span.traceFlags & TraceFlags.SAMPLED) !== 0;
  return kept ? span.traceId : undefined;
}
