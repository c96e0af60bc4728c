import { join } from 'node:path';
import type { CertificateFiles } from './CertificateFiles.ts';

/** The services of one server, each with two ports of its own. */
export const services = [
  'frontend',
  'internal-frontend',
  'history',
  'matching',
  'worker',
] as const;

export type Service = (typeof services)[number];

export interface ServerSettings {
  readonly folder: string;
  readonly files: CertificateFiles;
  /** Where it finds the keys of those whose tokens it believes. */
  readonly keySetUrls: readonly string[];
  /** What has to be in their `aud`. */
  readonly audience: string;
  readonly ports: Readonly<Record<Service | `${Service}Membership`, number>>;
}

// The shorter, the sooner a test sees that a key or a certificate changed.
const REFRESH = '1s';

function store(folder: string, name: string) {
  return {
    sql: {
      pluginName: 'sqlite',
      databaseName: join(folder, `${name}.sqlite`),
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      connectAttributes: {
        setup: 'true',
        cache: 'private',
        journal_mode: 'wal',
        synchronous: 'normal',
      },
      maxConns: 1,
      maxIdleConns: 1,
      maxConnLifetime: '1h',
    },
  };
}

function tls(files: CertificateFiles) {
  const { certFile, keyFile } = files.of('server');
  return {
    refreshInterval: REFRESH,
    frontend: {
      server: {
        certFile,
        keyFile,
        clientCaFiles: [files.clientCaFile],
        requireClientAuth: true,
      },
    },
  };
}

function persistence(folder: string) {
  return {
    defaultStore: 'default',
    visibilityStore: 'visibility',
    numHistoryShards: 1,
    datastores: {
      default: store(folder, 'default'),
      visibility: store(folder, 'visibility'),
    },
  };
}

/** The server's configuration; in JSON, which is YAML. */
export function serverConfig(settings: ServerSettings): string {
  const { audience, files, folder, keySetUrls, ports } = settings;
  const rpc = (service: Service) => ({
    grpcPort: ports[service],
    membershipPort: ports[`${service}Membership`],
    bindOnLocalHost: true,
  });
  const cluster = {
    enabled: true,
    initialFailoverVersion: 1,
    rpcName: 'frontend',
    rpcAddress: `localhost:${ports.frontend}`,
  };
  return JSON.stringify({
    log: { stdout: true, level: 'warn' },
    persistence: persistence(folder),
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      tls: tls(files),
      authorization: {
        jwtKeyProvider: {
          keySourceURIs: keySetUrls,
          refreshInterval: REFRESH,
        },
        permissionsClaimName: 'permissions',
        authorizer: 'default',
        claimMapper: 'default',
        audience,
      },
    },
    services: Object.fromEntries(
      services.map(service => [service, { rpc: rpc(service) }]),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: { active: cluster },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: {
      filepath: join(folder, 'dynamic.yaml'),
      pollInterval: '10s',
    },
  });
}

/** What the server itself may be told anew while it runs. */
export function dynamicConfig(): string {
  const set = (value: unknown) => [{ value }];
  return JSON.stringify({
    'frontend.enablePrincipalPropagation': set(true),
    'frontend.WorkflowPauseEnabled': set(true),
    // After five minutes otherwise: whoever is not let in any more shall notice
    // within a test.
    'frontend.keepAliveMaxConnectionAge': set('10s'),
  });
}
