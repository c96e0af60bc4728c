import { context, propagation } from '@opentelemetry/api';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { TRACE_HEADER } from 'backstage-plugin-temporal-common';
import { aHouse } from '../__testUtils__/aHouse';
import { someSpans } from '../__testUtils__/someSpans';
import { startTemporal } from '../__testUtils__/temporalServer';
import { traceHeader } from '../temporal/traceHeader';

jest.setTimeout(120_000);

describe('a trace', () => {
  const traced = someSpans();
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({ address: temporal.address });
  });

  beforeEach(() => traced.forget());

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
    await traced.stop();
  });

  const carrierIn = (header: Payload | null | undefined) =>
    header ? defaultPayloadConverter.fromPayload(header) : undefined;

  async function headerOf(runId: string) {
    const handle = temporal.client.workflow.getHandle(runId);
    const { events } = await handle.fetchHistory();
    const started = events?.[0].workflowExecutionStartedEventAttributes;
    return carrierIn(started?.header?.fields?.[TRACE_HEADER]);
  }

  it('goes from the room by the start into the workflow, and into the audit', async () => {
    const { body: run } = await house.as('ada').start().expect(201);
    const [room] = traced.named('temporal run-start');
    const [start] = traced.named('StartWorkflow:greet');
    const { traceId, spanId } = start.spanContext();
    expect(start.parentSpanContext?.spanId).toBe(room.spanContext().spanId);
    expect(room.spanContext().traceId).toBe(traceId);
    expect(await headerOf(run.id)).toEqual({
      traceparent: `00-${traceId}-${spanId}-01`,
    });
    expect(house.recorded.at(-1)?.meta).toMatchObject({
      run: run.id,
      trace: traceId,
    });
  });

  it('tells which run and how it ended, not who, on what, nor why not', async () => {
    const { body: run } = await house.as('ada').start().expect(201);
    await house.as('sam').start().expect(403);
    const [allowed, denied] = traced.named('temporal run-start');
    expect(allowed.attributes).toEqual({
      'temporal.door': 'http',
      'temporal.run': run.id,
      'temporal.outcome': 'succeeded',
    });
    expect(denied.attributes).toEqual({
      'temporal.door': 'http',
      'temporal.outcome': 'denied',
      'error.type': 'NotAllowedError',
    });
    for (const { events, status } of traced.spans()) {
      expect([events, status.message]).toEqual([[], undefined]);
    }
  });

  it('leaves baggage behind, which may hold anything', () => {
    const baggage = propagation.createBaggage({ who: { value: 'Ada' } });
    const within = propagation.setBaggage(context.active(), baggage);
    expect(context.with(within, traceHeader)).toEqual({});
  });
});
