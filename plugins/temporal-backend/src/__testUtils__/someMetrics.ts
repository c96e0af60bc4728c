import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type MetricData,
} from '@opentelemetry/sdk-metrics';

type Labels = Readonly<Record<string, unknown>>;

/**
 * OpenTelemetry's SDK, as an installation has it, for one test file. Begin it
 * before the house.
 */
export function someMetrics() {
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
    exportIntervalMillis: 1_000_000,
  });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);

  async function collect(): Promise<readonly MetricData[]> {
    const { resourceMetrics, errors } = await reader.collect();
    if (errors.length > 0) throw errors[0];
    return resourceMetrics.scopeMetrics.flatMap(scope => scope.metrics);
  }

  return {
    collect,
    /** The value under labels; of a histogram how often something was measured. */
    valueOf: async (name: string, labels: Labels = {}) => {
      const found = (await collect()).find(
        ({ descriptor }) => descriptor.name === name,
      );
      const wanted = Object.entries(labels);
      const point = found?.dataPoints.find(({ attributes }) =>
        wanted.every(([label, value]) => attributes[label] === value),
      );
      const value = point?.value;
      return typeof value === 'object' ? value.count : value;
    },
    stop: () => provider.shutdown(),
  };
}
