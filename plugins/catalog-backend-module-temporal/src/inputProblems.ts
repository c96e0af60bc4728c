import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

const draft07 = new Ajv({ allErrors: true, logger: false });

function fieldOf(pointer: string, root: string): string {
  const keys = pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [root, ...keys].join('.');
}

function sentence(error: ErrorObject, root: string): string {
  const allowed = error.keyword === 'enum' ? error.params.allowedValues : [];
  const list = allowed.length > 0 ? `: ${allowed.join(', ')}` : '';
  return `${fieldOf(error.instancePath, root)} ${error.message}${list}`;
}

/** One sentence for each place: the first is the plainest, the rest repeat it. */
function grammarProblems(schema: JsonObject, root: string): string[] {
  if (draft07.validateSchema(schema)) {
    return [];
  }
  const firsts = new Map<string, ErrorObject>();
  for (const error of draft07.errors ?? []) {
    if (!firsts.has(error.instancePath)) {
      firsts.set(error.instancePath, error);
    }
  }
  return [...firsts.values()].map(error => sentence(error, root));
}

function compileProblems(schema: JsonObject, root: string): string[] {
  // A compiler of its own for each schema: a shared one never forgets any.
  const compiler = new Ajv({
    logger: false,
    strictTypes: false,
    strictTuples: false,
    validateSchema: false,
  });
  addFormats(compiler);
  try {
    compiler.compile(schema);
    return [];
  } catch (error) {
    return [`${root} can't be used as JSON Schema: ${toError(error).message}`];
  }
}

/**
 * Why a schema can't be used to check inputs; empty when it can. Keywords and
 * formats that JSON Schema doesn't know count, since a slip there would let any
 * input through.
 */
export function inputProblems(schema: JsonObject, root: string): string[] {
  const problems = grammarProblems(schema, root);
  return problems.length > 0 ? problems : compileProblems(schema, root);
}
