/** Who may import whom: the layers of docs/architecture.md. */
import { tell } from './findings.mjs';
import { importsOf } from './imports.mjs';
import { layerFindings } from './layerRules.mjs';
import { routeFindings } from './routeRules.mjs';
import { readSources, readWorkspaces } from './sources.mjs';

const workspaces = await readWorkspaces();
const files = (await readSources()).filter(({ path }) =>
  /^(packages|plugins)\//.test(path),
);
const findings = files.flatMap(file => [
  ...layerFindings(file.path, importsOf(file, workspaces)),
  ...routeFindings(file),
]);
tell('layers', files.length, findings);
