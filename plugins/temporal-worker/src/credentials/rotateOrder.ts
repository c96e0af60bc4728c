import { parseArgs } from 'node:util';

/** Where a new token is to be had, and for which worker. */
export interface TokenSource {
  readonly url: string;
  readonly token: string;
  readonly worker: string;
  readonly cluster: string | undefined;
}

/** What the command was told: where new files are, or a new token, or both. */
export interface RotateOrder {
  readonly into: string;
  readonly from: string | undefined;
  readonly backstage: TokenSource | undefined;
  readonly address: string;
  readonly namespaces: readonly string[];
  readonly tls: boolean;
  readonly serverName: string | undefined;
}

export const USAGE = `Usage: temporal-worker-credentials rotate --into <folder> --address <host:port>
         [--from <folder>] [--backstage <url> --worker <subject> [--cluster <name>]]
         [--namespace <name>]... [--tls] [--server-name <name>]

Tries new credentials of a worker against Temporal, and only then puts them in
place, all in the same moment. If anything fails, nothing is changed. --from or
--backstage, or both, say what is new.

  --into         the worker reads <folder>/current/{ca.pem,client.pem,client.key,api-key}
  --from         a folder with new files of these names; what it lacks stays as it is
  --backstage    has Backstage issue a new api-key, asking with BACKSTAGE_TOKEN
  --worker       the subject of the worker, as in temporal.workers
  --cluster      on which it works, if not on the first
  --address      Temporal
  --namespace    in which the worker works; with --backstage, those of the token
                 if none is named
  --tls          TLS though there is no ca.pem and no client.pem
  --server-name  the name in Temporal's certificate, if not that of the address

Exit code: 0 they are in place, 1 they are not, 2 wrong usage.`;

/** @throws Error if the command is used in a wrong way */
export function readRotateOrder(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): RotateOrder {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      into: { type: 'string' },
      from: { type: 'string' },
      backstage: { type: 'string' },
      worker: { type: 'string' },
      cluster: { type: 'string' },
      address: { type: 'string' },
      namespace: { type: 'string', multiple: true, default: [] },
      tls: { type: 'boolean', default: false },
      'server-name': { type: 'string' },
    },
  });
  if (positionals.join(' ') !== 'rotate') {
    throw new Error(`There is no command '${positionals.join(' ')}'`);
  }
  const { from } = values;
  const namespaces = values.namespace;
  const backstage = readTokenSource(values, environment.BACKSTAGE_TOKEN);
  if (from === undefined && backstage === undefined) {
    throw new Error('Neither --from nor --backstage says what is new');
  }
  if (backstage === undefined && namespaces.length === 0) {
    throw new Error('--namespace is missing');
  }
  return {
    ...{ backstage, from, namespaces, tls: values.tls },
    into: needed(values.into, '--into'),
    address: needed(values.address, '--address'),
    serverName: values['server-name'],
  };
}

type Words = Partial<
  Readonly<Record<'backstage' | 'worker' | 'cluster', string>>
>;

function readTokenSource(
  { backstage: url, cluster, worker }: Words,
  token: string | undefined,
): TokenSource | undefined {
  if (url === undefined) return undefined;
  if (!URL.canParse(url)) throw new Error('--backstage must be a URL');
  return {
    ...{ url, cluster },
    worker: needed(worker, '--worker'),
    token: needed(token, 'The environment variable BACKSTAGE_TOKEN'),
  };
}

function needed(value: string | undefined, name: string): string {
  if (value) return value;
  throw new Error(`${name} is missing`);
}
