import ts from 'typescript';
import { lineOf, parse } from './imports.mjs';
import { isTest } from './sources.mjs';

const FILE = 200;
const TEST_FILE = 300;
const FUNCTION = 40;
const COMPONENT = 80;
const PARAMETERS = 3;

const vagueName = /^(utils?|helpers?|services?|managers?|common)$/i;
const testCall = /^(it|test|describe)(\.\w+)*\.(only|skip|todo)\b/;
const testAlias = /^([xf](it|test|describe))$/;

const commentRules = [
  [/@ts-(ignore|nocheck)/, 'silences', 'no @ts-ignore: fix the type'],
  [/eslint-disable/, 'silences', 'no eslint-disable: fix the code or the rule'],
  [
    /\b(TODO|FIXME)\b(?!\s*\(?#\d+)/,
    'todo',
    'a TODO needs its issue: TODO(#12)',
  ],
];

function linesOf(source, node) {
  const start = source.getLineAndCharacterOfPosition(node.getStart(source));
  const end = source.getLineAndCharacterOfPosition(node.getEnd());
  return end.line - start.line + 1;
}

function nameOf(node) {
  const named = node.name ?? node.parent.name;
  return named && ts.isIdentifier(named) ? named.text : 'a function';
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
  if (count > PARAMETERS) {
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
  if (!ts.isCallExpression(node)) {
    return [];
  }
  const called = node.expression.getText(source);
  return testCall.test(called) || testAlias.test(called)
    ? [['test', `every test runs: ${called}`]]
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

function commentsOf(text) {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false);
  scanner.setText(text);
  const comments = [];
  return comments;
}
