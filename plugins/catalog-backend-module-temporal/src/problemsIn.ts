import type { Entity } from '@backstage/catalog-model';
import {
  ACTION_API_VERSION,
  ACTION_KIND,
  actionSpecSchema,
  problemsOf,
} from 'backstage-plugin-temporal-common';
import { inputProblems } from './inputProblems';
import { isJsonObject } from './isJsonObject';

function headProblems({ apiVersion, kind }: Entity): string[] {
  const problems: string[] = [];
  if (apiVersion !== ACTION_API_VERSION) {
    problems.push(`apiVersion must be ${ACTION_API_VERSION}`);
  }
  if (kind !== ACTION_KIND) {
    problems.push(`kind must be written ${ACTION_KIND}`);
  }
  return problems;
}

function specProblems(spec: Entity['spec']): string[] {
  const { error } = actionSpecSchema.safeParse(spec);
  const problems = error ? problemsOf(error, 'spec') : [];
  const input = spec?.input;
  const isSettled = error?.issues.some(({ path }) => path[0] === 'input');
  return isJsonObject(input) && !isSettled
    ? [...problems, ...inputProblems(input, 'spec.input')]
    : problems;
}

/**
 * Everything that is wrong with an Action's file, one sentence for each field;
 * empty when nothing is.
 */
export function problemsIn(action: Entity): string[] {
  return [...headProblems(action), ...specProblems(action.spec)];
}
