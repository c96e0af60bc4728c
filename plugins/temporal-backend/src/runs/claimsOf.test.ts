import { claimsOf } from './claimsOf';

const target = 'component:default/payments-api';

describe('what a workflow says of itself', () => {
  it.each([
    [
      'a person',
      'user:default/ada',
      { kind: 'user', entityRef: 'user:default/ada' },
    ],
    [
      'a person in capitals',
      'User:default/Ada',
      { kind: 'user', entityRef: 'user:default/ada' },
    ],
    ['a machine', 'nightly', { kind: 'service', subject: 'nightly' }],
    ['half a ref', 'user:ada', { kind: 'service', subject: 'user:ada' }],
    ['a name with tricks', 'a\n\u202eb', { kind: 'service', subject: 'a b' }],
    [
      'a long name',
      'x'.repeat(2000),
      { kind: 'service', subject: `${'x'.repeat(511)}…` },
    ],
  ])('is taken as a label: %s', (_, initiator, claimed) => {
    expect(claimsOf({ target, initiator })).toEqual({
      targetRef: target,
      initiator: claimed,
    });
  });

  it('is no reason to look at it without both attributes', () => {
    expect(claimsOf({ target, initiator: undefined })).toBeUndefined();
    expect(claimsOf({ target: undefined, initiator: 'ada' })).toBeUndefined();
  });

  it.each([
    ['no ref', 'payments-api', 'ada'],
    ['a ref without a namespace', 'component:payments-api', 'ada'],
    ['a list', [target], 'ada'],
    ['nobody', target, ''],
    ['only what is not seen', target, '\u0000\n'],
    ['a number', target, 7],
  ])('is a problem: %s', (_, ref, initiator) => {
    const claims = claimsOf({ target: ref, initiator });
    expect(claims).toEqual({ problem: expect.any(String) });
    expect(JSON.stringify(claims)).not.toMatch(/\\u0000|\\n/);
  });
});
