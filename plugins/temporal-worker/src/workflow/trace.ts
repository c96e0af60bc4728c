import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { TRACE_HEADER } from 'backstage-plugin-temporal-common/workflow';

// Temporal loads this module once per workflow execution.
let trace: Headers = {};

/** Remembers in which trace the current run was started, if in any. */
export function rememberTrace({ [TRACE_HEADER]: header }: Headers): void {
  trace = header ? { [TRACE_HEADER]: header } : {};
}

/** Carries the trace on. Workflow code has no tracer: it only hands it over. */
export function traceHeader(): Headers {
  return trace;
}

/** By which the log lines of a run are found from its trace. */
export function traceAttributes(): Record<string, unknown> {
  const traceId = traceIdIn(trace);
  return traceId ? { trace_id: traceId } : {};
}

/** Anybody may have written the header. */
function traceIdIn({ [TRACE_HEADER]: header }: Headers): string | undefined {
  try {
    const carrier: unknown =
      header && defaultPayloadConverter.fromPayload(header);
    const { traceparent } = Object(carrier);
    // W3C Trace Context: version, trace, span, flags.
    return /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(String(traceparent))?.[1];
  } catch {
    return undefined;
  }
}
