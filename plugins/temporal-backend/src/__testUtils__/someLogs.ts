import {
  coreServices,
  createServiceFactory,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { inspect } from 'node:util';

/** The log of a whole backend, at every level, which keeps its lines. */
export function someLogs() {
  const lines: string[] = [];
  const logger = (labels: JsonObject): RootLoggerService => {
    const write = (message: string, meta?: Error | JsonObject) => {
      // As deep as any logger could look, causes of errors included.
      lines.push(inspect([message, labels, meta], { depth: 20 }));
    };
    return {
      error: write,
      warn: write,
      info: write,
      debug: write,
      child: more => logger({ ...labels, ...more }),
    };
  };
  const factory = createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => logger({}),
  });
  return { factory, lines };
}
