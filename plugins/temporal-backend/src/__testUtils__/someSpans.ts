import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';

/** OpenTelemetry's SDK, as an installation has it, for one test file. */
export function someSpans() {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  provider.register();
  return {
    /** The spans that ended, in the order they did. */
    spans: () => exporter.getFinishedSpans(),
    named: (name: string) =>
      exporter.getFinishedSpans().filter(span => span.name === name),
    forget: () => exporter.reset(),
    stop: () => provider.shutdown(),
  };
}
