import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { CredentialFiles } from 'backstage-plugin-temporal-credentials';
import { readLimited } from '../readLimited';
import type { ClusterConfig, JwtConfig } from './clusterConfig';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?):\d+$/;

/**
 * Reads what calls to a cluster prove themselves with.
 * @throws InputError naming the config key that is wrong
 */
export function readClusterCredentials(
  config: Config,
  { address, setting }: Pick<ClusterConfig, 'address' | 'setting'>,
): Pick<ClusterConfig, 'files' | 'jwt'> {
  const files = readFiles(config);
  const jwt = config.has('jwt')
    ? readJwt(config.getConfig('jwt'), setting)
    : undefined;
  if (jwt && files.apiKeyFile !== undefined) {
    throw new InputError(
      `${setting} has both apiKeyFile and jwt, and a call carries one token only; leave one out`,
    );
  }
  const token = jwt ? 'jwt' : files.apiKeyFile && 'apiKeyFile';
  if (token && !files.tls && !LOOPBACK.test(address)) {
    throw new InputError(
      `${setting}.${token} is a token that anybody between here and ${address} could read, as there is no TLS; set ${setting}.tls, {} if this machine trusts the server's authority`,
    );
  }
  return { files, jwt };
}

function readFiles(config: Config): CredentialFiles {
  const tls = config.getOptionalConfig('tls');
  return {
    // Empty is TLS, too, with the authorities that this machine trusts.
    tls: config.has('tls')
      ? {
          caFile: tls?.getOptionalString('caFile'),
          certFile: tls?.getOptionalString('certFile'),
          keyFile: tls?.getOptionalString('keyFile'),
          serverName: tls?.getOptionalString('serverName'),
        }
      : undefined,
    apiKeyFile: config.getOptionalString('apiKeyFile'),
  };
}

function readJwt(config: Config, setting: string): JwtConfig {
  const limited = (key: string, standardMs: number, within: [number, number]) =>
    readLimited(config, {
      ...{ key, standardMs, within },
      setting: `${setting}.jwt.${key}`,
    });
  return {
    audience: config.getString('audience'),
    issuer: config.getOptionalString('issuer'),
    lifetimeMs: limited('lifetime', 5 * MINUTE_MS, [MINUTE_MS, DAY_MS]),
    rotateAfterMs: limited('rotateAfter', 30 * DAY_MS, [DAY_MS, 365 * DAY_MS]),
    publishFirstMs: limited('publishFirst', 10 * MINUTE_MS, [0, DAY_MS]),
  };
}
