import { heartbeat, sleep } from '@temporalio/activity';
import {
  ApplicationFailure,
  type Payload,
  type PayloadCodec,
} from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import {
  SECRET_PROPERTY,
  type SealedSecret,
} from 'backstage-plugin-temporal-common';
import {
  runOfPayload,
  type SecretKeys,
} from 'backstage-plugin-temporal-credentials';
import { decodeProtectedHeader } from 'jose';

/** Longer than Temporal waits before it passes on a heartbeat. */
const HEARD_MS = 500;

/** Seals all of the run whose input it decoded last, as the library does. */
class LatestRunCodec implements PayloadCodec {
  readonly #keys: SecretKeys;
  #run = '';

  constructor(keys: SecretKeys) {
    this.#keys = keys;
  }

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(
      payloads.map(payload => this.#keys.sealPayload(payload, this.#run)),
    );
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    const opened = payloads.map(async payload =>
      runOfPayload(payload)
        ? (await this.#keys.openPayload(payload)).value
        : payload,
    );
    const plain = await Promise.all(opened);
    for (const { data } of plain) {
      const text = new TextDecoder().decode(data ?? undefined);
      const envelope = text.match(/"temporal.io\/secret":"([^"]*)"/)?.[1];
      if (envelope) this.#run = String(decodeProtectedHeader(envelope).run);
    }
    return plain;
  }
}

interface Given {
  readonly password: SealedSecret;
  readonly fails?: boolean;
}

/** A worker whose activity tells its secret wherever it can, all of it sealed. */
export async function aSealingWorker(
  temporal: TestWorkflowEnvironment,
  keys: SecretKeys,
) {
  const worker = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue: 'payments',
    workflowsPath: require.resolve('./leaky'),
    dataConverter: {
      payloadCodecs: [new LatestRunCodec(keys)],
      failureConverterPath: require.resolve('./sealedFailures'),
    },
    activities: {
      leak: async ({ fails, password }: Given) => {
        const { value } = await keys.openSecret(password[SECRET_PROPERTY]);
        heartbeat({ text: `Trying ${value}`, percent: 50 });
        await sleep(HEARD_MS);
        if (!fails) return `It was ${value}`;
        throw ApplicationFailure.create({
          type: 'WrongPassword',
          message: `${value} is wrong`,
          details: [value],
        });
      },
    },
  });
  const over = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await over;
    },
  };
}
