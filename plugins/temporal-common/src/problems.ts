import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * The words for a value that is not what it must be, or not there at all.
 * Unknown fields are left to {@link problemsOf}, which names each.
 */
export function orMissing(message: string) {
  return {
    error: (issue: z.core.$ZodRawIssue) => {
      if (issue.code === 'unrecognized_keys') {
        return undefined;
      }
      return issue.input === undefined ? 'is missing' : message;
    },
  };
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') {
        return `[${key}]`;
      }
      return index === 0 ? String(key) : `.${String(key)}`;
    })
    .join('');
}

function problems(issue: Issue, root: string): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      key => `${fieldOf([root, ...issue.path, key])} is not a known field`,
    );
  }
  return [`${fieldOf([root, ...issue.path])} ${issue.message}`];
}

/**
 * What is wrong, one sentence for each field: `spec.taskQueue is missing`.
 * @param error - from a schema of this package
 * @param root - what the checked value is called in its file, such as `spec`
 * @public
 */
export function problemsOf(error: z.ZodError, root: string): string[] {
  return error.issues.flatMap(issue => problems(issue, root));
}
