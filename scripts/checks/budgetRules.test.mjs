import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { budgetFindings, withoutExceptions } from './budgetRules.mjs';

const source = 'plugins/temporal/src/runs/a.ts';
const test = 'plugins/temporal/src/runs/a.test.ts';
const component = 'plugins/temporal/src/runs/RunPage.tsx';

function lines(count, text = 'x();') {
  return Array.from({ length: count }, () => text).join('\n');
}

function rulesBroken(path, text) {
  return budgetFindings({ path, text }).map(({ rule }) => rule);
}

describe('code within the budgets', () => {
  for (const [what, path, text] of [
    ['a file of 200 lines', source, lines(200)],
    ['a test of 300 lines', test, lines(300)],
    ['a function of 40 lines', source, `function f() {\n${lines(38)}\n}`],
    [
      'a component of 80 lines',
      component,
      `function Page() {\n${lines(78)}\n}`,
    ],
    ['a long describe', test, `describe('x', () => {\n${lines(60)}\n})`],
    ['three parameters', source, 'function f(a, b, c) {}'],
    ['a table of four columns', test, `it.each(rows)('x', (a, b, c, d) => {})`],
    ['words in text', source, `const a = 'eslint-disable TODO any';`],
    ['a TODO with its issue', source, '// TODO(#12): more'],
    ['a property called only', source, 'list.only(1)'],
    [
      'a package whose name ends in common',
      'plugins/temporal-common/src/a.ts',
      '',
    ],
  ]) {
    it(`${what} is fine`, () => {
      assert.deepEqual(rulesBroken(path, text), []);
    });
  }
});

describe('code over the budgets', () => {
  for (const [what, path, text, rule] of [
    ['a file of 201 lines', source, lines(201), 'file'],
    ['a test of 301 lines', test, lines(301), 'file'],
    [
      'a function of 41 lines',
      source,
      `function f() {\n${lines(39)}\n}`,
      'function',
    ],
    [
      'an arrow function of 41 lines',
      source,
      `const f = () => {\n${lines(39)}\n};`,
      'function',
    ],
    [
      'a method of 41 lines',
      source,
      `class A { f() {\n${lines(39)}\n}}`,
      'function',
    ],
    [
      'a component of 81 lines',
      component,
      `function Page() {\n${lines(79)}\n}`,
      'function',
    ],
    ['four parameters', source, 'const f = (a, b, c, d) => a;', 'parameters'],
    [
      'four parameters in a test',
      test,
      'function f(a, b, c, d) {}',
      'parameters',
    ],
    ['any', source, 'const a: any = 1;', 'any'],
    ['a non-null assertion', source, 'a!.b;', 'non-null'],
    ['a definite assignment', source, 'let a!: string;', 'non-null'],
    [
      'an optional method',
      source,
      'interface A { f?(): void }',
      'optional-method',
    ],
    ['@ts-ignore', source, '// @ts-ignore\nx();', 'silences'],
    ['eslint-disable', source, 'x(); /* eslint-disable-line */', 'silences'],
    [
      'eslint-disable before a brace',
      source,
      'if (x) { y();\n// eslint-disable-next-line\n}',
      'silences',
    ],
    ['a TODO without issue', source, '// TODO: later', 'todo'],
    ['it.only', test, `it.only('x', () => {})`, 'test'],
    [
      'describe.skip.each',
      test,
      `describe.skip.each([1])('x', () => {})`,
      'test',
    ],
    ['test.todo', test, `test.todo('x')`, 'test'],
    ['xit', test, `xit('x', () => {})`, 'test'],
    ['a folder called utils', 'plugins/temporal/src/utils/a.ts', '', 'name'],
    [
      'a file called helpers',
      'plugins/temporal/src/helpers.test.ts',
      '',
      'name',
    ],
  ]) {
    it(`${what} is found`, () => {
      assert.deepEqual(rulesBroken(path, text), [rule]);
    });
  }
});

describe('an exception', () => {
  const findings = [{ path: source, rule: 'file', message: '201 lines' }];

  it('covers the rule it names in the file it names', () => {
    const exceptions = [{ path: source, rule: 'file', reason: 'a table' }];
    assert.deepEqual(withoutExceptions(findings, exceptions, 'list'), []);
  });

  it('without a reason is a finding', () => {
    const exceptions = [{ path: source, rule: 'file' }];
    assert.equal(withoutExceptions(findings, exceptions, 'list').length, 1);
  });

  it('that excuses nothing is a finding', () => {
    const exceptions = [{ path: source, rule: 'any', reason: 'a table' }];
    assert.deepEqual(
      withoutExceptions(findings, exceptions, 'list').map(({ path }) => path),
      [source, 'list'],
    );
  });
});
