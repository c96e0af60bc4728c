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

it('is content with texts in another order, but not with others', () => {
  const texts = (...names) =>
    `refs {\n${names.map(name => `    readonly ${name}: 'x';\n`).join('')}}`;
  const committed = { [path]: texts('a', 'b') };
  assert.deepEqual(messages(committed, { [path]: texts('b', 'a') }), []);
  assert.equal(messages(committed, { [path]: texts('a', 'c') }).length, 1);
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
