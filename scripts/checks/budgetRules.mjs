import ts from 'typescript';
import { commentFindings } from './commentRules.mjs';
import { lineOf, parse } from './imports.mjs';
import { isTest } from './sources.mjs';

const FILE = 200;
const TEST_FILE = 300;
const FUNCTION = 40;
const COMPONENT = 80;
const PARAMETERS = 3;

const vagueName = /^(utils?|helpers?|services?|managers?|common)$/i;
const testSwitch = /^(it|test|describe)(\.\w+)*\.(only|skip|todo)$/;
const testAlias = /^[xf](it|test|describe)$/;

function linesOf(source, node) {
  const start = source.getLineAndCharacterOfPosition(node.getStart(source));
  const end = source.getLineAndCharacterOfPosition(node.getEnd());
  return end.line - start.line + 1;
}

function nameOf(node) {
  const named = node.name ?? node.parent.name;
  return named && ts.isIdentifier(named) ? named.text : 'a function';
}

/** The columns of `it.each([...])('…', (who, door, expected, reason) => {})`. */
function isRowOfATable(node, path) {
  return isTest(path) && ts.isCallExpression(node.parent);
}

function functionProblems(node, source, path) {
  if (!ts.isFunctionLike(node)) {
    return [];
  }
  const problems = [];
  const name = nameOf(node);
  const count = node.parameters.filter(
    ({ name: own }) => own.getText(source) !== 'this',
  ).length;
  if (count > PARAMETERS && !isRowOfATable(node, path)) {
    problems.push([
      'parameters',
      `${name} takes ${count} parameters (at most ${PARAMETERS}); take one object`,
    ]);
  }
  const limit =
    path.endsWith('.tsx') && /^[A-Z]/.test(name) ? COMPONENT : FUNCTION;
  const lines = linesOf(source, node);
  if (node.body && lines > limit && !isTest(path)) {
    problems.push([
      'function',
      `${name} has ${lines} lines (at most ${limit})`,
    ]);
  }
  return problems;
}

function typeProblems(node) {
  if (node.kind === ts.SyntaxKind.AnyKeyword) {
    return [['any', 'no any: use unknown and parse']];
  }
  if (ts.isNonNullExpression(node)) {
    return [['non-null', 'no non-null assertion: say what happens without it']];
  }
  const isDeclared =
    ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node);
  if (isDeclared && node.exclamationToken) {
    return [['non-null', 'no definite assignment: give it a value']];
  }
  const isMethod = ts.isMethodSignature(node) || ts.isMethodDeclaration(node);
  return isMethod && node.questionToken
    ? [['optional-method', 'no optional method: say what can be done as data']]
    : [];
}

function testProblems(node, source) {
  const isAlias =
    ts.isCallExpression(node) &&
    testAlias.test(node.expression.getText(source));
  const isSwitch =
    ts.isPropertyAccessExpression(node) &&
    testSwitch.test(node.getText(source));
  return isAlias || isSwitch
    ? [['test', `every test runs: ${node.getText(source).split('(')[0]}`]]
    : [];
}

function syntaxFindings(file) {
  const { path } = file;
  const source = parse(file);
  const findings = [];
  function visit(node) {
    const problems = [
      ...functionProblems(node, source, path),
      ...typeProblems(node),
      ...testProblems(node, source),
    ];
    for (const [rule, message] of problems) {
      findings.push({ path, rule, line: lineOf(source, node), message });
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return findings;
}

function fileFindings({ path, text }) {
  const findings = [];
  const limit = isTest(path) ? TEST_FILE : FILE;
  const lines = text.trimEnd().split('\n').length;
  if (lines > limit) {
    const message = `${lines} lines (at most ${limit})`;
    findings.push({ path, rule: 'file', message });
  }
  for (const part of path.split('/')) {
    if (vagueName.test(part.split('.')[0])) {
      const message = `"${part}" says nothing: name it after its subject`;
      findings.push({ path, rule: 'name', message });
    }
  }
  return findings;
}

/** Where one file goes over the budgets of docs/extend/checks.md. */
export function budgetFindings(file) {
  return [
    ...fileFindings(file),
    ...syntaxFindings(file),
    ...commentFindings(file),
  ];
}

/**
 * The findings that no exception covers; an exception without a reason or
 * without anything to cover is a finding itself.
 */
export function withoutExceptions(findings, exceptions, listPath) {
  const covers = exception => finding =>
    finding.path === exception.path && finding.rule === exception.rule;
  const stale = exceptions
    .filter(exception => !exception.reason || !findings.some(covers(exception)))
    .map(({ path, rule }) => ({
      path: listPath,
      message: `${path} (${rule}) has no reason, or nothing to excuse`,
    }));
  const left = findings.filter(
    finding => !exceptions.some(exception => covers(exception)(finding)),
  );
  return [...left, ...stale];
}
