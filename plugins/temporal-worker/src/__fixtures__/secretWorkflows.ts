import { ApplicationFailure } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  executeChild,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertMemo,
} from '@temporalio/workflow';
import type { SealedSecret } from 'backstage-plugin-temporal-common';
import { ask } from '../workflow';
import type { SecretActivities } from './secretActivities';

export { temporalGate } from '../workflow/gate';

interface Given {
  readonly password: SealedSecret;
}

const options = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 1 },
} as const;
const steps = proxyActivities<SecretActivities>(options);
const local = proxyLocalActivities<SecretActivities>(options);

export const tell = defineSignal('tell');
export const peek = defineQuery<string>('peek');
export const echo = defineUpdate<string, [Echo]>('echo');

type Echo = 'answer' | 'fail' | 'refuse';

export async function keepSecret({ password }: Given) {
  await steps.keep(password);
  return 'kept';
}

export async function keepSecretWhenTold({ password }: Given) {
  const told = untilTold();
  await steps.keep(password);
  await told;
  await steps.keep(password);
  return 'kept twice';
}

export async function keepInAChild(input: Given) {
  return executeChild(keepSecret, { args: [input] });
}

export async function keepAtSecondTry({ password }: Given) {
  await steps.keepAtSecondTry(password);
}

export async function keepNumber({ password }: Given) {
  await steps.keepNumber(password);
}

export async function revealForEver({ password }: Given) {
  const { revealForEver: reveal } = proxyActivities<SecretActivities>({
    startToCloseTimeout: '1m',
    heartbeatTimeout: '10s',
  });
  await reveal(password);
}

/** Gives away its secret in every way that a workflow has. */
export async function giveAway(
  input: Given | { readonly value: string },
): Promise<string> {
  if ('value' in input) {
    return input.value;
  }
  const { value } = await steps.reveal(input.password);
  const told = untilTold();
  setHandler(peek, () => value);
  setHandler(echo, what => echoed(what, value), {
    validator: what => {
      if (what === 'refuse') throw new Error(`No ${value}`);
    },
  });
  setCurrentDetails(value);
  // Named as what must stay plain in a command.
  upsertMemo({ said: value, headers: value, failure: value });
  await local.echo(value);
  await steps.echo.executeWithOptions({ summary: value }, [value]);
  await sleep(1, { summary: value });
  await executeChild(giveAwayAsChild, {
    args: [value],
    memo: { value },
    staticSummary: value,
    staticDetails: value,
  });
  await told;
  return continueAsNew<typeof giveAway>({ value });
}

export async function giveAwayAsChild(value: string) {
  return { value, echoed: await steps.echo(value) };
}

export async function giveAwayByFailing({ password }: Given) {
  await steps.revealByFailing(password);
}

export async function giveAwayByFailingAnew({ password }: Given) {
  const { value } = await steps.reveal(password);
  throw ApplicationFailure.create({
    message: `Could not set ${value}`,
    type: 'Revealing',
    details: [value],
    cause: new Error(`Because of ${value}`),
  });
}

export async function giveAwayByABug({ password }: Given) {
  const { value } = await steps.reveal(password);
  throw new TypeError(`${value} is not a function`, { cause: value });
}

export async function askWithASecret({ password }: Given) {
  const { value } = await steps.reveal(password);
  const { answer } = await ask<{ readonly choice: string }>({
    ...{ key: 'choose', title: value, who: { owners: true } },
    schema: { type: 'object', properties: { choice: { type: 'string' } } },
  });
  return { value, answer };
}

function echoed(what: Echo, value: string): string {
  if (what === 'fail') throw ApplicationFailure.create({ message: value });
  return value;
}

async function untilTold(): Promise<void> {
  let told = false;
  setHandler(tell, () => {
    told = true;
  });
  await condition(() => told);
}
