import { actionSpecSchema, problemsOf } from './index';

const spec = {
  owner: 'group:default/payments',
  workflowType: 'migrateDatabase',
  taskQueue: 'payments',
  targets: { kind: 'component' },
};

describe('actionSpecSchema', () => {
  it('reads entity refs in lower case', () => {
    const allow = {
      groups: ['Group:Default/DBA'],
      users: ['User:default/Ada'],
    };
    expect(
      actionSpecSchema.parse({
        ...spec,
        owner: 'GROUP:default/Payments',
        allow,
      }),
    ).toEqual({
      ...spec,
      allow: { groups: ['group:default/dba'], users: ['user:default/ada'] },
    });
  });

  it('refuses a short ref, which could be read in more than one way', () => {
    const { error } = actionSpecSchema.safeParse({
      ...spec,
      owner: 'payments',
    });
    expect(error && problemsOf(error, 'spec')).toEqual([
      'spec.owner must be a group, such as group:default/payments',
    ]);
  });

  it('names each unknown field', () => {
    const { error } = actionSpecSchema.safeParse({ ...spec, a: 1, b: 2 });
    expect(error && problemsOf(error, 'spec')).toEqual([
      'spec.a is not a known field',
      'spec.b is not a known field',
    ]);
  });
});
