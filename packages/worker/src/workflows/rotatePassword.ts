import { proxyActivities } from '@temporalio/workflow';
import type {
  PasswordActivities,
  PasswordSet,
  RotateInput,
} from '../passwords/PasswordSteps';
import { plainly } from './failures';

const { setPassword } = proxyActivities<PasswordActivities>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** What became of a password: nothing that follows from it. */
export interface RotateResult extends PasswordSet {
  readonly summary: string;
}

/**
 * Gives an account in the target's database a new password. The workflow hands
 * the secret on in its envelope; only the activity opens it.
 */
export async function rotatePassword({
  account = 'app',
  password,
}: RotateInput): Promise<RotateResult> {
  const set = await plainly(setPassword(account, password));
  return { summary: `${set.account} has a new password`, ...set };
}
