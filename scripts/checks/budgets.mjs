/** How large and how plain code may be; exceptions stand in budgets.json. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { budgetFindings, withoutExceptions } from './budgetRules.mjs';
import { tell } from './findings.mjs';
import { readSources, root } from './sources.mjs';

const listPath = 'scripts/checks/budgets.json';
const exceptions = JSON.parse(await readFile(join(root, listPath), 'utf8'));
const files = await readSources();
const findings = files.flatMap(budgetFindings);
tell(
  'budgets',
  files.length,
  withoutExceptions(findings, exceptions, listPath),
);
