import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts } from '../../../../../scripts/run/readiness.mjs';
import { fromNpmTest } from '../../house/environment.ts';
import { freePorts } from '../../house/freePorts.ts';
import type { CertificateFiles } from './CertificateFiles.ts';
import { dynamicConfig, serverConfig, services } from './serverConfig.ts';

export interface ServerOptions {
  readonly folder: string;
  /** Where its clients reach it. */
  readonly port: number;
  readonly files: CertificateFiles;
  readonly keySetUrls: readonly string[];
  readonly audience: string;
}

/**
 * How to start Temporal's official server: on SQLite, for clients with a
 * certificate and a token only, and with the caller's name in each history.
 */
export async function temporalServer(options: ServerOptions) {
  const { port, ...settings } = options;
  const folder = join(options.folder, 'temporal');
  await mkdir(folder, { recursive: true });
  const memberships = services.map(name => `${name}Membership` as const);
  const ports = {
    ...(await freePorts(...services, ...memberships)),
    frontend: port,
  };
  const file = join(folder, 'server.yaml');
  await writeFile(file, serverConfig({ ...settings, folder, ports }));
  await writeFile(join(folder, 'dynamic.yaml'), dynamicConfig());
  return {
    name: 'temporal',
    command: fromNpmTest('TEMPORAL_SERVER_PATH'),
    args: [
      ...['--config-file', file, 'start'],
      ...services.flatMap(service => ['--service', service]),
    ],
    isReady: () => accepts(`127.0.0.1:${port}`),
  };
}
