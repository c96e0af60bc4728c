import { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { randomBytes } from 'node:crypto';
import { anAction, entities } from './people';

/** A key for secrets, as the configuration has it by value. */
export function aKey(id: string) {
  return { id, key: randomBytes(32).toString('base64') };
}

export const KEY = aKey('first');

/** The configuration of a house with that key, and what opens with it. */
export const withKey = { secrets: { keys: [KEY] } };
export const keys = new SecretKeys({ keys: [KEY] }, 'temporal.secrets');

/** Everybody, and an action that takes a password and a token. */
export const withSecrets = [
  ...entities,
  anAction('deploy', {
    workflowType: 'leaky',
    input: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        fails: { type: 'boolean' },
        password: { type: 'string', format: 'password', minLength: 8 },
        login: {
          type: 'object',
          properties: { token: { type: 'string', writeOnly: true } },
        },
      },
      required: ['password'],
    },
  }),
];

/** The request that starts it. */
export function aDeploy(input: object) {
  return { action: 'action:default/deploy', input };
}
