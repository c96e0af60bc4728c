import { isTest } from './sources.mjs';

const common = 'plugins/temporal-common';
const node = 'plugins/temporal-node';
const credentials = 'plugins/temporal-credentials';
const page = 'plugins/temporal';
const backend = 'plugins/temporal-backend/src';

const workflowFolders = [
  'plugins/temporal-worker/src/workflow',
  'packages/worker/src/workflows',
];

const sandboxSafe = new Set([
  '@temporalio/workflow',
  '@temporalio/common',
  // How the SDK itself reads durations, in the sandbox too.
  '@temporalio/common/lib/time',
  'backstage-plugin-temporal-worker/workflow',
  'backstage-plugin-temporal-worker/gate',
  'backstage-plugin-temporal-common/workflow',
]);

function isIn(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}

function workspaceOf(path) {
  const [group, name] = path.split('/');
  return ['packages', 'plugins'].includes(group) && name
    ? `${group}/${name}`
    : undefined;
}

/** Which plugins a plugin may import: common ← node ← the rest, never back. */
function belowOf(plugin) {
  if (plugin === common) {
    return [];
  }
  return [node, credentials, page].includes(plugin)
    ? [common]
    : [common, node, credentials];
}

function pluginOrder(path, { target }) {
  const own = workspaceOf(path);
  const other = target && workspaceOf(target);
  if (!own?.startsWith('plugins/') || !target || other === own) {
    return undefined;
  }
  if (!other?.startsWith('plugins/')) {
    return `a plugin imports no package and nothing outside: ${target}`;
  }
  return belowOf(own).includes(other)
    ? undefined
    : `${own} may not import ${other} (common ← node ← the rest)`;
}

function ownFilesOnly(path, { name, target }) {
  const own = workspaceOf(path);
  return own?.startsWith('plugins/') &&
    name.startsWith('.') &&
    !isIn(target, own)
    ? `a relative import may not leave its plugin: ${name}`
    : undefined;
}

function temporalClient(path, { name }) {
  return /^@temporalio\/client(\/|$)/.test(name) &&
    !isIn(path, `${backend}/temporal`) &&
    !isTest(path)
    ? `only ${backend}/temporal imports ${name}`
    : undefined;
}

function workflowSandbox(path, { name, target, typeOnly }) {
  const folder = workflowFolders.find(candidate => isIn(path, candidate));
  if (!folder || typeOnly || isTest(path) || sandboxSafe.has(name)) {
    return undefined;
  }
  return name.startsWith('.') && isIn(target, folder)
    ? undefined
    : `workflow code may not import ${name}; it would enter Temporal's sandbox`;
}

function doors(path, { target }) {
  const hidden = ['policy', 'temporal'].map(name => `${backend}/${name}`);
  return isIn(path, `${backend}/doors`) &&
    !isTest(path) &&
    hidden.some(folder => target && isIn(target, folder))
    ? `a door knows no rules and no Temporal: ${target}`
    : undefined;
}

function temporalKnowsNoPolicy(path, { target }) {
  return isIn(path, `${backend}/temporal`) &&
    target &&
    isIn(target, `${backend}/policy`)
    ? `what talks to Temporal knows no policy: ${target}`
    : undefined;
}

const rules = [
  pluginOrder,
  ownFilesOnly,
  temporalClient,
  workflowSandbox,
  doors,
  temporalKnowsNoPolicy,
];

/** What one file's imports do against the layers. */
export function layerFindings(path, imports) {
  return imports.flatMap(found =>
    rules.flatMap(rule => {
      const message = rule(path, found);
      return message ? [{ path, line: found.line, message }] : [];
    }),
  );
}
