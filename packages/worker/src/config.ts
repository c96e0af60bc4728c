import type {
  Backend,
  WorkerConnectionOptions,
} from 'backstage-plugin-temporal-worker/worker';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readTemporal, temporalSchema } from './temporalConfig';
import { readToken, tokenSchema } from './tokenConfig';

const ROOT = join(dirname(require.resolve('../package.json')), '..', '..');

const names = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform(list => list.split(',').map(name => name.trim()))
    .refine(list => list.every(Boolean), 'must be names, with commas between');

const ownSchema = z.object({
  TEMPORAL_NAMESPACE: names('default'),
  TASK_QUEUE: names('payments'),
  BACKSTAGE_URL: z.url({ protocol: /^https?$/ }),
  UNADMITTED: z.enum(['refuse', 'mark']).default('refuse'),
  SERVE_GATE: z.stringbool().default(true),
  DATABASE_CLIENT: z.enum(['sqlite', 'pg']).default('sqlite'),
  DATABASES_DIR: z.string().default(join(ROOT, '.data', 'databases')),
  MIGRATIONS_DIR: z.string().default(join(ROOT, 'examples', 'migrations')),
  SECRETS_KEY_SET_FILE: z.string().optional(),
  BUNDLE_DIR: z.string().default(join(ROOT, '.bundle')),
});

const schema = ownSchema.and(temporalSchema).and(tokenSchema);

/** Everything the worker is told from outside. */
export interface Config {
  readonly temporal: WorkerConnectionOptions;
  readonly namespaces: readonly string[];
  readonly taskQueues: readonly string[];
  readonly backend: Backend;
  /** What to do about workflows that the backend did not admit. */
  readonly unadmitted: 'refuse' | 'mark';
  /** Whether it serves the gate of its namespaces as well. */
  readonly servesGate: boolean;
  readonly databases:
    | { readonly client: 'sqlite'; readonly folder: string }
    | { readonly client: 'pg' };
  readonly migrationsDir: string;
  /** The keys of secrets, a JWK Set; without it runs with secrets wait. */
  readonly secrets?: { readonly keySetFile: string };
  readonly bundleDir: string;
}

/**
 * Reads the environment, once.
 * @throws Error that names every variable that is missing or wrong
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const result = schema.safeParse(environment);
  if (!result.success) {
    const wrong = result.error.issues.map(
      ({ path, message }) => `  ${path.join('.')}: ${message}`,
    );
    throw new Error(
      [
        'The worker can not start with these environment variables:',
        ...wrong,
        'They are explained in packages/worker/README.md',
      ].join('\n'),
    );
  }
  const { data } = result;
  return {
    temporal: readTemporal(data),
    namespaces: data.TEMPORAL_NAMESPACE,
    taskQueues: data.TASK_QUEUE,
    backend: { url: data.BACKSTAGE_URL, token: readToken(data) },
    unadmitted: data.UNADMITTED,
    servesGate: data.SERVE_GATE,
    databases:
      data.DATABASE_CLIENT === 'pg'
        ? { client: 'pg' }
        : { client: 'sqlite', folder: data.DATABASES_DIR },
    migrationsDir: data.MIGRATIONS_DIR,
    secrets: data.SECRETS_KEY_SET_FILE
      ? { keySetFile: data.SECRETS_KEY_SET_FILE }
      : undefined,
    bundleDir: data.BUNDLE_DIR,
  };
}
