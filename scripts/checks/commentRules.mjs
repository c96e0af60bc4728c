import ts from 'typescript';
import { parse } from './imports.mjs';

const rules = [
  {
    rule: 'silences',
    pattern: /@ts-(ignore|nocheck)|eslint-disable/,
    message: 'nothing is silenced: fix the code or the rule',
  },
  {
    rule: 'todo',
    pattern: /\b(TODO|FIXME)\b(?!\s*\(?#\d+)/,
    message: 'what is left to do has an issue: TODO(#12)',
  },
];

function commentsOf(source) {
  const { text } = source;
  const comments = new Map();
  function visit(node) {
    for (const range of [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ]) {
      comments.set(range.pos, text.slice(range.pos, range.end));
    }
    node.getChildren(source).forEach(visit);
  }
  visit(source);
  return comments;
}

/** Where a comment silences a check or leaves work without an issue. */
export function commentFindings(file) {
  const { path } = file;
  const source = parse(file);
  const findings = [];
  for (const [position, comment] of commentsOf(source)) {
    for (const { rule, pattern, message } of rules) {
      const at = comment.search(pattern);
      if (at >= 0) {
        const { line } = source.getLineAndCharacterOfPosition(position + at);
        findings.push({ path, rule, line: line + 1, message });
      }
    }
  }
  return findings;
}
