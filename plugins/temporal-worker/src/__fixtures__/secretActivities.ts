import { activityInfo, Context, sleep } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { SealedSecret } from 'backstage-plugin-temporal-common';
import { EventEmitter } from 'node:events';
import { openSecret } from '..';

// As a connection that was opened before has events, which nobody's run caused.
const ticks = new EventEmitter();
setInterval(() => ticks.emit('tick'), 20).unref();

/** Activities that give away what they were trusted with, in every way. */
export function createSecretActivities(opened: string[]) {
  return {
    async reveal(secret: SealedSecret) {
      const value = await openSecret(secret);
      return { value };
    },
    /** Gives it away for as long as it is let, and never ends by itself. */
    async revealForEver(secret: SealedSecret) {
      const value = await openSecret(secret);
      const { heartbeat } = Context.current();
      for (;;) {
        ticks.once('tick', () => heartbeat({ text: value }));
        await sleep(50);
      }
    },
    async revealByFailing(secret: SealedSecret) {
      const value = await openSecret(secret);
      throw ApplicationFailure.create({
        message: `Could not set ${value}`,
        type: 'Revealing',
        nonRetryable: true,
        details: [{ value }],
        cause: new Error(`Because of ${value}`),
      });
    },
    async keep(secret: SealedSecret) {
      opened.push(await openSecret(secret));
    },
    async keepAtSecondTry(secret: SealedSecret) {
      opened.push(await openSecret(secret));
      if (activityInfo().attempt === 1) throw new Error('Not yet');
    },
    async keepNumber(secret: SealedSecret) {
      opened.push(String(await openSecret(secret, Number)));
    },
    async echo(text: string) {
      return text;
    },
  };
}

export type SecretActivities = ReturnType<typeof createSecretActivities>;
