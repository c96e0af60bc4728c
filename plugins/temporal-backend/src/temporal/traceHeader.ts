import { context, propagation } from '@opentelemetry/api';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { TRACE_HEADER } from 'backstage-plugin-temporal-common';

/** The trace that is going on, for a workflow; nothing where nothing is traced. */
export function traceHeader(): Headers {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  // Baggage may hold anything, and Temporal keeps headers where many may read.
  const { baggage: _, ...traced } = carrier;
  return Object.keys(traced).length > 0
    ? { [TRACE_HEADER]: defaultPayloadConverter.toPayload(traced) }
    : {};
}
