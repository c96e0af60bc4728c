import {
  ConnectionCredentials,
  type SettingNames,
} from 'backstage-plugin-temporal-credentials';
import { reasonOf } from '../admission/refusal';
import type { WorkerConnectionOptions } from '../worker/openConnection';
import {
  CredentialFolder,
  fileNames,
  readContents,
  type Contents,
} from './CredentialFolder';
import { fetchWorkerToken } from './fetchWorkerToken';
import { readRotateOrder, USAGE, type RotateOrder } from './rotateOrder';
import { tryCredentials } from './tryCredentials';

const setting: SettingNames = name =>
  name === 'serverName' ? '--server-name' : fileNames[name];

interface Fresh {
  readonly contents: Contents;
  readonly namespaces: readonly string[];
}

/**
 * The command `temporal-worker-credentials`: says on standard output what is in
 * place, and never what a file holds.
 * @param args - the words behind the command's name
 * @returns the exit code
 * @public
 */
export async function runCredentialsCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<0 | 1 | 2> {
  let order: RotateOrder;
  try {
    order = readRotateOrder(args, environment);
  } catch (error) {
    console.error(`${reasonOf(error)}\n\n${USAGE}`);
    return 2;
  }
  try {
    console.log(await rotate(order));
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`Nothing was changed. ${reason}`);
    return 1;
  }
}

/** @throws Error, with nothing changed, if the credentials don't work */
async function rotate(order: RotateOrder): Promise<string> {
  const folder = new CredentialFolder(order.into);
  const { contents, namespaces } = await freshOf(order);
  const version = await folder.stage(contents);
  try {
    const all = await readContents(folder.path(version));
    const options = optionsOf(order, all, name =>
      folder.path(`${version}/${name}`),
    );
    await tryCredentials(options, namespaces);
    const report = await reportOf(options, Object.keys(contents));
    await folder.use(version);
    return `${report}\nTried at ${order.address} in ${namespaces.join(
      ', ',
    )}; in place as ${folder.path('current')}.`;
  } catch (error) {
    await folder.discard(version);
    throw error;
  }
}

async function freshOf({
  backstage,
  from,
  namespaces,
}: RotateOrder): Promise<Fresh> {
  const given = from === undefined ? {} : await readContents(from);
  if (!backstage) {
    if (Object.keys(given).length > 0) return { contents: given, namespaces };
    throw new Error(
      `${from} has none of ${Object.values(fileNames).join(', ')}`,
    );
  }
  const { worker, cluster } = backstage;
  const issued = await fetchWorkerToken(backstage, { worker, cluster });
  return {
    contents: { ...given, [fileNames.apiKeyFile]: issued.token },
    namespaces: namespaces.length > 0 ? namespaces : issued.namespaces,
  };
}

/** How a worker that has these files connects. */
function optionsOf(
  { address, serverName, tls }: RotateOrder,
  all: Contents,
  pathOf: (name: string) => string,
): WorkerConnectionOptions {
  const file = (name: keyof Contents) =>
    all[name] === undefined ? undefined : pathOf(name);
  const files = {
    ...{ serverName, caFile: file(fileNames.caFile) },
    certFile: file(fileNames.certFile),
    keyFile: file(fileNames.keyFile),
  };
  const hasTls = Object.values(files).some(value => value !== undefined);
  return {
    ...{ address, setting, apiKeyFile: file(fileNames.apiKeyFile) },
    tls: hasTls || tls ? files : undefined,
  };
}

async function reportOf(
  options: WorkerConnectionOptions,
  changed: readonly string[],
): Promise<string> {
  const facts = await new ConnectionCredentials(options, setting).facts();
  const lines = facts.map(({ setting: name, expires }) => {
    const what = changed.includes(name) ? 'new' : 'as it was';
    const until = expires ? `, good until ${expires.toISOString()}` : '';
    return `${name}: ${what}${until}`;
  });
  return lines.join('\n');
}
