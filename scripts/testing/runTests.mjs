import { installPackages } from '../setup/packages.mjs';
import { say } from '../setup/progress.mjs';
import { settle, sum, summary } from './counts.mjs';
import { prepare } from './needs.mjs';
import { suites } from './suites.mjs';

function chosenSuites(names) {
  const unknown = names.filter(name => !(name in suites));
  if (unknown.length > 0) {
    throw new Error(
      `There is no suite '${unknown[0]}'; choose from ${Object.keys(
        suites,
      ).join(', ')}`,
    );
  }
  return names.length > 0 ? names : Object.keys(suites);
}

async function runAll(names, env) {
  const results = [];
  for (const name of names) {
    say(`\n=== ${name}`);
    const counts = await suites[name].run(env);
    results.push({ name, ...counts });
  }
  return results;
}

/** Sets up what the suites need, runs them, and resolves to the exit code. */
export async function runTests(names) {
  const chosen = chosenSuites(names);
  await installPackages();
  const needs = new Set(chosen.flatMap(name => suites[name].needs));
  const { env, stop } = await prepare(needs);
  try {
    const results = await runAll(chosen, env);
    say('');
    for (const result of results) {
      say(`${result.name.padEnd(9)} ${summary(result).replace(',', ' and')}`);
    }
    const total = settle(sum(results), true);
    say(summary(total));
    return total.failed === 0 ? 0 : 1;
  } finally {
    await stop();
  }
}
