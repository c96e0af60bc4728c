import { principalOf } from '../temporal/principalOf';
import { attestationOf } from './attestationOf';

const ada = { kind: 'user', entityRef: 'user:default/ada' } as const;
const ci = { kind: 'service', subject: 'external:ci' } as const;

describe('whom Temporal names', () => {
  it.each([
    ['a person by their own token', ada, 'jwt', 'user:default/ada', true],
    ['a machine by its own token', ci, 'jwt', 'external:ci', true],
    ['somebody else', ada, 'jwt', 'user:default/mallory', false],
    ['a schedule, which is Temporal itself', ci, 'temporal', 'internal', false],
    ['a name that was not taken from a token', ci, 'x', 'external:ci', false],
    ['a name that only looks alike', ada, 'jwt', 'user:default/ada ', false],
  ])('%s', (_, initiator, type, name, matches) => {
    expect(attestationOf(initiator, { type, name })).toEqual({
      principal: { type, name },
      matches,
    });
  });

  it('is nobody without a principal, or with an empty one', () => {
    expect(principalOf(undefined)).toBeUndefined();
    expect(principalOf({})).toBeUndefined();
    expect(principalOf({ principal: { type: '', name: '' } })).toBeUndefined();
  });

  it('is of bounded length, and what was cut is nobody’s name', () => {
    const subject = 'a'.repeat(512);
    const name = `${subject}aaa`;
    const principal = principalOf({ principal: { type: 'jwt', name } });
    expect(principal?.name).toBe(`${subject}…`);
    const whole = principalOf({ principal: { type: 'jwt', name: subject } });
    expect(whole?.name).toBe(subject);
  });
});
