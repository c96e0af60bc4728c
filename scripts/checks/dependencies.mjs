/** Each runtime dependency has its reason in docs/adr/0002-dependencies.md. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dependencyFindings, reasonsIn } from './dependencyRules.mjs';
import { tell } from './findings.mjs';
import { readWorkspaces, root } from './sources.mjs';

const page = 'docs/adr/0002-dependencies.md';
const workspaces = await readWorkspaces();
const manifests = await Promise.all(
  [...workspaces.values()].map(async folder => {
    const path = `${folder}/package.json`;
    const text = await readFile(join(root, path), 'utf8');
    return { path, manifest: JSON.parse(text) };
  }),
);
const reasons = reasonsIn(await readFile(join(root, page), 'utf8'));
const findings = dependencyFindings(manifests, reasons, page);
tell('dependencies', manifests.length + 1, findings);
