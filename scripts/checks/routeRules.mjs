import ts from 'typescript';
import { lineOf, parse } from './imports.mjs';
import { isTest } from './sources.mjs';

const pages = 'plugins/temporal/src/';
const client = `${pages}api/`;

const wire = new Set([
  'fetch',
  'fetchApiRef',
  'FetchApi',
  'discoveryApiRef',
  'DiscoveryApi',
  'EventSource',
  'XMLHttpRequest',
]);

const route = /^(\/api\/|plugin:\/\/)/;

function isDeclaration(node) {
  return (
    ts.isParameter(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node)
  );
}

/** Names the file gives itself: its own `fetch` is not the browser's. */
function ownNames(source) {
  const names = new Set();
  function visit(node) {
    if (isDeclaration(node) && ts.isIdentifier(node.name)) {
      names.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return names;
}

function isMember(node) {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ts.isPropertyAssignment(parent)
  );
}

function knowledgeIn(node, own) {
  if (ts.isIdentifier(node)) {
    const isTheirs = wire.has(node.text) && !own.has(node.text);
    return isTheirs && !isMember(node) ? node.text : undefined;
  }
  const isText =
    ts.isStringLiteralLike(node) || node.kind === ts.SyntaxKind.TemplateHead;
  return isText && route.test(node.text) ? node.text : undefined;
}

/** Where a page knows what only its API client may: routes and the wire. */
export function routeFindings(file) {
  const { path } = file;
  if (!path.startsWith(pages) || path.startsWith(client) || isTest(path)) {
    return [];
  }
  const source = parse(file);
  const own = ownNames(source);
  const findings = [];
  function visit(node) {
    const known = knowledgeIn(node, own);
    if (known) {
      const message = `only ${client} knows routes and the wire: ${known}`;
      findings.push({ path, line: lineOf(source, node), message });
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return findings;
}
