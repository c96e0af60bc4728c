import { posix } from 'node:path';
import ts from 'typescript';

export function parse({ path, text }) {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

export function lineOf(source, node) {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

function isTypeOnly(node) {
  if (ts.isImportTypeNode(node)) {
    return true;
  }
  if (ts.isExportDeclaration(node)) {
    return node.isTypeOnly;
  }
  const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
  if (!clause || clause.isTypeOnly) {
    return Boolean(clause);
  }
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every(element => element.isTypeOnly)
  );
}

const loaders = new Set([
  'require',
  'require.resolve',
  'jest.mock',
  'jest.requireActual',
]);

function specifierOf(node, source) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return node.moduleSpecifier;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return node.argument.literal;
  }
  if (ts.isCallExpression(node)) {
    const loads =
      node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      loaders.has(node.expression.getText(source));
    return loads ? node.arguments[0] : undefined;
  }
  return undefined;
}

/**
 * Everything a file imports: `{ name, target, typeOnly, line }`. `target` is
 * the path from the root for what is ours, otherwise `undefined`.
 */
export function importsOf(file, workspaces) {
  const source = parse(file);
  const imports = [];
  function visit(node) {
    const specifier = specifierOf(node, source);
    if (specifier && ts.isStringLiteralLike(specifier)) {
      const name = specifier.text;
      imports.push({
        name,
        target: targetOf(file.path, name, workspaces),
        typeOnly: isTypeOnly(node),
        line: lineOf(source, node),
      });
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return imports;
}

function targetOf(path, name, workspaces) {
  if (name.startsWith('.')) {
    return posix.join(posix.dirname(path), name);
  }
  const parts = name.split('/');
  const length = name.startsWith('@') ? 2 : 1;
  return workspaces.get(parts.slice(0, length).join('/'));
}
