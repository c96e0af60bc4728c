import {
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';
import { isError } from '@backstage/errors';

const tracer = trace.getTracer('backstage-plugin-temporal');

/**
 * Does something as a span of the trace that is going on. Of an error only its
 * name is kept: what it says may quote what somebody wrote.
 */
export async function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async span => {
    try {
      return await work(span);
    } catch (error) {
      span.setAttribute('error.type', isError(error) ? error.name : 'unknown');
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
