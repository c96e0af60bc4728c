import {
  context as otelContext,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Context as OtelContext,
} from '@opentelemetry/api';
import { CompleteAsyncError, type Context } from '@temporalio/activity';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { TRACE_HEADER } from 'backstage-plugin-temporal-common';

const tracer = trace.getTracer('backstage-plugin-temporal-worker');

/**
 * Makes each activity a span of the trace in which its run was started, and has
 * its log lines name the trace. Without an OpenTelemetry SDK in the process it
 * does nothing.
 */
export const traced: ActivityInterceptorsFactory = context => ({
  inbound: {
    execute: (input, next) =>
      inSpan(context, traceIn(input.headers), () => next(input)),
  },
  outbound: {
    getLogAttributes: (attributes, next) =>
      next({ ...attributes, ...traceAttributes() }),
  },
});

async function inSpan<T>(
  { info }: Context,
  parent: OtelContext,
  work: () => Promise<T>,
): Promise<T> {
  // Named as Temporal's own interceptors name them.
  const attributes = {
    temporalActivityId: info.activityId,
    temporalWorkflowId: info.workflowExecution?.workflowId,
  };
  const options = { attributes };
  const name = `RunActivity:${info.activityType}`;
  return tracer.startActiveSpan(name, options, parent, async span => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CompleteAsyncError)) {
        // What an error says may quote what the run was given.
        const kind = error instanceof Error ? error.name : typeof error;
        span.setAttribute('error.type', kind);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Anybody may have written the header. */
function traceIn({ [TRACE_HEADER]: header }: Headers): OtelContext {
  try {
    const carrier: unknown =
      header && defaultPayloadConverter.fromPayload(header);
    return propagation.extract(ROOT_CONTEXT, Object(carrier));
  } catch {
    return ROOT_CONTEXT;
  }
}

function traceAttributes(): Record<string, unknown> {
  const span = trace.getSpan(otelContext.active())?.spanContext();
  return span && isSpanContextValid(span)
    ? { trace_id: span.traceId, span_id: span.spanId }
    : {};
}
