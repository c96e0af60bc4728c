import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

interface Attribute {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly intValue?: string | number;
  };
}

/** One span as it was sent, and by which process. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly Attribute[];
  readonly pid: string;
}

interface Sent {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly Omit<CollectedSpan, 'pid'>[];
    }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly { readonly name: string }[];
    }[];
  }[];
}

/** Takes what the processes of a house tell OpenTelemetry, as a collector does. */
export class Collector {
  readonly spans: CollectedSpan[] = [];
  readonly metrics = new Set<string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      this.#take((await json(request)) as Sent);
      response.end('{}');
    });
  }

  static async listen(): Promise<Collector> {
    const collector = new Collector();
    collector.#server.listen(0, '127.0.0.1');
    await once(collector.#server, 'listening');
    return collector;
  }

  /** By which Node processes send to it, with an SDK loaded before them. */
  env(instrumentation: string): Record<string, string> {
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return {
      NODE_OPTIONS: `--require ${instrumentation}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_BSP_SCHEDULE_DELAY: '200',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      OTEL_METRIC_EXPORT_TIMEOUT: '1000',
      OTEL_NODE_RESOURCE_DETECTORS: 'env,process',
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #take({ resourceSpans = [], resourceMetrics = [] }: Sent): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const pid = attributeOf(resource, 'process.pid');
      const spans = scopeSpans.flatMap(scope => scope.spans);
      this.spans.push(...spans.map(span => ({ ...span, pid })));
    }
    resourceMetrics
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics }) => metrics)
      .forEach(({ name }) => this.metrics.add(name));
  }
}

/** The value of an attribute as text, empty without it. */
export function attributeOf(
  of: { readonly attributes: readonly Attribute[] },
  key: string,
): string {
  const found = of.attributes.find(attribute => attribute.key === key);
  return String(found?.value.stringValue ?? found?.value.intValue ?? '');
}
