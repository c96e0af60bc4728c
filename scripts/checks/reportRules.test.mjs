import assert from 'node:assert/strict';
import { it } from 'node:test';
import { reportFindings } from './reportRules.mjs';

const path = 'plugins/temporal/report.api.md';

function messages(committed, made) {
  return reportFindings(
    new Map(Object.entries(committed)),
    new Map(Object.entries(made)),
  ).map(({ message }) => message);
}

it('is content when the reports are those of the code', () => {
  assert.deepEqual(messages({ [path]: 'a' }, { [path]: 'a' }), []);
});

it('finds a report that is out of date', () => {
  const [message] = messages({ [path]: 'a' }, { [path]: 'b' });
  assert.match(message, /is out of date; run .*--write/);
});

it('finds a report that is missing', () => {
  assert.match(messages({}, { [path]: 'a' })[0], /is missing/);
});

it('finds a report of nothing', () => {
  assert.match(messages({ [path]: 'a' }, {})[0], /is of nothing any more/);
});

it('finds a warning, also in a report that is up to date', () => {
  const text = '// Warning: (ae-forgotten-export) The symbol "X"';
  assert.match(messages({ [path]: text }, { [path]: text })[0], /"X"/);
});
