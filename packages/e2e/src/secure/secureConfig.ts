import type { ClientFiles } from './server/CertificateFiles.ts';

/** Who has their runs in which namespace, and may use which task queues there. */
export interface Teams {
  readonly namespaces: readonly {
    readonly owner?: string;
    readonly namespace: string;
  }[];
  readonly taskQueues: readonly {
    readonly owner: string;
    readonly namespaces: readonly string[];
    readonly queues: readonly string[];
  }[];
}

/** One team, whose namespace is for everybody. */
export const onlyPayments: Teams = {
  namespaces: [{ namespace: 'payments' }],
  taskQueues: [
    {
      owner: 'group:default/payments',
      namespaces: ['payments'],
      queues: ['payments'],
    },
  ],
};

/** Two teams, each of which has a namespace of its own. */
export const paymentsAndOrders: Teams = {
  namespaces: [
    { owner: 'group:default/payments', namespace: 'payments' },
    { owner: 'group:default/orders', namespace: 'orders' },
  ],
  taskQueues: [
    {
      // Its actions are for other teams' services as well, in their namespaces.
      owner: 'group:default/payments',
      namespaces: ['payments', 'orders'],
      queues: ['payments'],
    },
    {
      owner: 'group:default/orders',
      namespaces: ['orders'],
      queues: ['orders'],
    },
  ],
};

interface Cluster {
  readonly address: string;
  readonly tls: ClientFiles;
  readonly jwt: Readonly<Record<string, unknown>>;
  readonly workerTokens?: Readonly<Record<string, unknown>>;
}

function namesOf({ namespaces }: Teams): readonly string[] {
  return namespaces.map(({ namespace }) => namespace);
}

/** What the backend is told, in the place of what the example's file says. */
export function backendConfig(
  teams: Teams,
  { address, jwt, tls, workerTokens }: Cluster,
): Readonly<Record<string, string>> {
  const temporal = {
    clusters: [{ address, jwt, tls: { ...tls, serverName: 'localhost' } }],
    namespaces: teams.namespaces,
    taskQueues: teams.taskQueues,
    workers: [
      {
        subject: 'temporal-worker',
        namespaces: namesOf(teams),
        tokens: { issuedTo: ['external:machine:ci'], ...workerTokens },
      },
    ],
    limits: { startsPerMinute: 10_000 },
  };
  return Object.fromEntries(
    Object.entries(temporal).map(([key, value]) => [
      `APP_CONFIG_temporal_${key}`,
      JSON.stringify(value),
    ]),
  );
}

/** What the example's worker is told. */
export function workerConfig(
  teams: Teams,
  { tls, tokenFile }: { readonly tls: ClientFiles; readonly tokenFile: string },
): Readonly<Record<string, string>> {
  const queues = teams.taskQueues.flatMap(grant => grant.queues);
  return {
    TEMPORAL_NAMESPACE: namesOf(teams).join(','),
    TASK_QUEUE: queues.join(','),
    TEMPORAL_TLS_CA: tls.caFile,
    TEMPORAL_TLS_CERT: tls.certFile,
    TEMPORAL_TLS_KEY: tls.keyFile,
    TEMPORAL_TLS_SERVER_NAME: 'localhost',
    TEMPORAL_API_KEY_FILE: tokenFile,
  };
}
