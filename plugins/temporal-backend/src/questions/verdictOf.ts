import type { Verdict } from 'backstage-plugin-temporal-common';
import { invalidFields } from '../actions/invalidFields';
import type { StoredQuestion } from './StoredQuestion';

/**
 * What an answer to an approval says.
 * @throws InputError with the field `/answer/reason` where it must say why
 */
export function verdictOf(
  { reasonRequired, title }: StoredQuestion,
  answer: Readonly<Record<string, unknown>>,
): { readonly verdict: Verdict; readonly reason?: string } {
  const verdict = answer.decision === 'approve' ? 'approve' : 'reject';
  const written = typeof answer.reason === 'string' ? answer.reason.trim() : '';
  if (!written && (reasonRequired || verdict === 'reject')) {
    throw invalidFields(`The answer to "${title}" is wrong`, [
      {
        path: '/answer/reason',
        message: 'must say why, because others will ask',
      },
    ]);
  }
  return { verdict, reason: written || undefined };
}
