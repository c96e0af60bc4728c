import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { defaultPayloadConverter } from '@temporalio/common';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { TRACE_HEADER } from 'backstage-plugin-temporal-common';
import { randomBytes } from 'node:crypto';
import { aHouse, type House } from './__fixtures__/house';
import { statementHeader } from './testing';

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

describe('a trace in which a run was started', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const lines: LogEntry[] = [];
  let house: House;

  beforeAll(async () => {
    provider.register();
    house = await aHouse({
      unadmitted: 'mark',
      logger: new DefaultLogger('INFO', line => lines.push(line)),
    });
  }, 60_000);

  beforeEach(() => exporter.reset());

  afterAll(async () => {
    await house?.close();
    await provider.shutdown();
  });

  const spansOf = (traceId: string) =>
    exporter
      .getFinishedSpans()
      .filter(span => span.spanContext().traceId === traceId);

  async function start(
    run: { workflowType: string; input?: object },
    header: unknown,
  ) {
    const signed = await house.backend.sign(run);
    const headers = {
      ...statementHeader(signed.statement),
      [TRACE_HEADER]: defaultPayloadConverter.toPayload(header),
    };
    return house.start(signed, { headers });
  }

  it.each([
    ['activities, local ones and children', { workflowType: 'report' }, 3],
    ['the next execution', { workflowType: 'repeat', input: { times: 1 } }, 1],
  ])(
    'is that of %s, and of the admission',
    async (_, run, activities) => {
      const [traceId, spanId] = [hex(16), hex(8)];
      const traceparent = `00-${traceId}-${spanId}-01`;
      const handle = await start(run, { traceparent });
      await handle.result();
      const spans = spansOf(traceId);
      expect(exporter.getFinishedSpans()).toHaveLength(spans.length);
      const named = (name: string) => spans.filter(span => span.name === name);
      expect(named('RunActivity:whoAsked')).toHaveLength(activities);
      const [admission] = named('RunActivity:admit');
      expect(admission.parentSpanContext).toMatchObject({ traceId, spanId });
      expect(admission.attributes).toMatchObject({
        temporalWorkflowId: handle.workflowId,
      });
    },
    30_000,
  );

  it('is named by the log lines of its workflows and activities', async () => {
    const traceId = hex(16);
    const traceparent = `00-${traceId}-${hex(8)}-01`;
    lines.length = 0;
    await (
      await start({ workflowType: 'greetInTheLog' }, { traceparent })
    ).result();
    const said = lines.filter(({ message }) => message.startsWith('Hello'));
    expect(said).toHaveLength(4);
    for (const { meta } of said)
      expect(meta).toMatchObject({ trace_id: traceId });
  }, 30_000);

  it.each([['no carrier'], [{ traceparent: 'forged\n' }], [null], [[1]]])(
    'does not hinder a run when it is %j',
    async header => {
      const handle = await start({ workflowType: 'report' }, header);
      await expect(handle.result()).resolves.toBeDefined();
    },
    30_000,
  );

  it('keeps nothing of what went wrong but its kind', async () => {
    const traceId = hex(16);
    const handle = await start(
      { workflowType: 'effectIfAllowed', input: { withinMs: 1 } },
      { traceparent: `00-${traceId}-${hex(8)}-01` },
    );
    house.backend.deny(handle.workflowId, 'Ada left payments');
    await handle.result().catch(() => {});
    const failed = spansOf(traceId).filter(({ status }) => status.code === 2);
    expect(failed.length).toBeGreaterThan(0);
    expect(
      JSON.stringify(
        failed.map(({ attributes, events, status }) => [
          attributes,
          events,
          status,
        ]),
      ),
    ).not.toContain('Ada');
  }, 30_000);
});
