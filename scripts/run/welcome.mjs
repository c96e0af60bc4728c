import { join, relative } from 'node:path';
import { people } from '../../packages/sign-in/src/people.mjs';
import { dataDir, root } from '../setup/places.mjs';
import { say } from '../setup/progress.mjs';

/** Says where the house is, who can sign in, and what to try first. */
export function welcome(ports, { temporalAddress }) {
  const widest = Math.max(...people.map(({ password }) => password.length));
  const rows = people.map(
    ({ id, password, role }) =>
      `  ${id.padEnd(6)} ${password.padEnd(widest)}  ${role}`,
  );
  const temporal = temporalAddress
    ? `Temporal: ${temporalAddress}`
    : `Temporal's own page: http://localhost:${ports.temporalUi}`;
  const logs = relative(root, join(dataDir, 'logs'));
  say(`
Ready: http://localhost:${ports.frontend}

  name   ${'password'.padEnd(widest)}  who it is
${rows.join('\n')}

Try it: sign in as ada, open Payments API, and on its Actions card click Run
beside "Migrate database". Then look at the same page as sam:
  http://localhost:${ports.frontend}/catalog/default/component/payments-api

${temporal}   Logs: ${logs}/
Ctrl-C stops everything.`);
}
