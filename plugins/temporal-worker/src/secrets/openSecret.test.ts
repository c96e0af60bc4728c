import {
  SECRET_PROPERTY,
  type SealedSecret,
} from 'backstage-plugin-temporal-common';
import { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { randomBytes } from 'node:crypto';
import { onBehalfOf } from '../activity/run';
import { BackendClient } from '../admission/BackendClient';
import { claimsOf } from '../testing/TestRun';
import { openSecret } from './openSecret';

const key = randomBytes(32).toString('base64');
const keys = new SecretKeys({ keys: [{ id: 'one', key }] }, 'secrets');
const client = new BackendClient({ url: 'http://unused', token: 'unused' });
const PARTS = ['header', 'key', 'nonce', 'text', 'tag'];

async function sealed(value: string, run: string): Promise<SealedSecret> {
  return { [SECRET_PROPERTY]: await keys.sealSecret(value, run) };
}

async function opening(
  change: (secret: SealedSecret) => SealedSecret = secret => secret,
  ring = keys,
) {
  const claims = await claimsOf({ workflowType: 'effect' });
  const secret = await sealed('hush', claims.runId);
  return onBehalfOf(
    { ...{ admitted: true, statement: '', claims, client }, keys: ring },
    () => openSecret(change(secret)),
  );
}

/** The same envelope with one character of a part changed. */
function tamperedIn(part: string) {
  return ({ [SECRET_PROPERTY]: envelope }: SealedSecret): SealedSecret => {
    const parts = envelope.split('.');
    const at = PARTS.indexOf(part);
    const text = parts[at];
    parts[at] = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    return { [SECRET_PROPERTY]: parts.join('.') };
  };
}

describe('a secret', () => {
  it('opens in its envelope', async () => {
    await expect(opening()).resolves.toBe('hush');
  });

  it.each(PARTS)('stays shut for good when its %s was changed', async part => {
    await expect(opening(tamperedIn(part))).rejects.toMatchObject({
      type: 'SecretRefused',
      nonRetryable: true,
    });
  });

  it('stays shut for now while its key is missing', async () => {
    const others = new SecretKeys(
      { keys: [{ id: 'another', key }] },
      'secrets',
    );

    await expect(opening(undefined, others)).rejects.toMatchObject({
      type: 'SecretsUnavailable',
      nonRetryable: false,
      message: expect.stringContaining('The key one'),
    });
  });

  it('that nobody can read is told to nobody', async () => {
    const claims = await claimsOf({ workflowType: 'effect' });
    const secret = await sealed('hush', claims.runId);
    const served = {
      admitted: true,
      statement: '',
      claims,
      client,
      keys,
    } as const;
    const reading = onBehalfOf(served, () =>
      openSecret(secret, value => {
        throw new Error(`Not ${value}`);
      }),
    );

    await expect(reading).rejects.toThrow('what was to read it');
    await expect(reading).rejects.not.toThrow('hush');
  });
});
