import type { JsonObject } from '@backstage/types';
import { ActionEntityProcessor } from './ActionEntityProcessor';
import { anAction, errorOf, read } from './testing/anAction';

describe('an Action file that is right', () => {
  it.each<[string, JsonObject]>([
    ['with only what it needs', {}],
    [
      'with every field',
      {
        group: 'Database',
        input: {
          type: 'object',
          required: ['to'],
          properties: { to: { type: 'string', format: 'date' } },
        },
        allow: { groups: ['group:default/dba'], users: ['user:default/ada'] },
        confirm: 'Data will be lost',
        onePerTarget: true,
        approval: {
          who: { owners: true, groups: ['group:default/security'] },
          quorum: 2,
          deadline: { hours: 4 },
          reasonRequired: true,
          when: { 'target.spec.lifecycle': 'production' },
        },
      },
    ],
    [
      'whose targets use every operator',
      {
        targets: {
          $all: [
            { kind: { $in: ['component', 'api'] } },
            { $not: { 'metadata.tags': { $contains: 'frozen' } } },
            {
              $any: [
                { 'spec.type': { $exists: true } },
                { 'metadata.name': { $hasPrefix: 'pay' } },
              ],
            },
          ],
        },
      },
    ],
    [
      'whose input refers to its own parts',
      {
        input: {
          $schema: 'http://json-schema.org/draft-07/schema#',
          type: 'object',
          definitions: { day: { type: 'string', format: 'date' } },
          properties: { from: { $ref: '#/definitions/day' } },
        },
      },
    ],
  ])('%s is accepted', async (_, spec) => {
    await expect(errorOf(anAction({ spec }))).resolves.toBe('accepted');
  });
});

describe('an Action file that is wrong', () => {
  it.each<[string, JsonObject, string]>([
    ['lacks an owner', { owner: undefined }, 'spec.owner is missing'],
    [
      'is owned by a person',
      { owner: 'user:default/ada' },
      'spec.owner must be a group, such as group:default/payments',
    ],
    [
      'has a nameless owner',
      { owner: 'group:default/' },
      'spec.owner must be a group, such as group:default/payments',
    ],
    [
      'lacks a workflow type',
      { workflowType: undefined },
      'spec.workflowType is missing',
    ],
    [
      'has a number for a task queue',
      { taskQueue: 7 },
      'spec.taskQueue must be text',
    ],
    [
      'has an empty task queue',
      { taskQueue: '' },
      'spec.taskQueue must not be empty',
    ],
    [
      'has a space after the task queue',
      { taskQueue: 'payments ' },
      'spec.taskQueue must not begin or end with white space',
    ],
    [
      'has an endless task queue',
      { taskQueue: 'q'.repeat(1001) },
      'spec.taskQueue must be at most 1000 characters long',
    ],
    [
      'has an endless confirmation',
      { confirm: 'c'.repeat(2001) },
      'spec.confirm must be at most 2000 characters long',
    ],
    [
      'lets nobody approve',
      { approval: { who: {} } },
      'spec.approval.who must name somebody: owners, groups or users',
    ],
    [
      'lets a user approve as a group',
      { approval: { who: { groups: ['user:default/ada'] } } },
      'spec.approval.who.groups[0] must be a group, such as group:default/payments',
    ],
    [
      'waits for ever',
      { approval: { who: { owners: true }, deadline: { days: 31 } } },
      'spec.approval.deadline must be between one minute and 30 days',
    ],
    [
      'quotes a truth',
      { onePerTarget: 'true' },
      'spec.onePerTarget must be true or false',
    ],
    [
      'has a field too many',
      { onePerTaget: true },
      'spec.onePerTaget is not a known field',
    ],
    [
      'misspells a field of allow',
      { allow: { group: ['group:default/dba'] } },
      'spec.allow.group is not a known field',
    ],
    [
      'allows nothing in particular',
      { allow: null },
      'spec.allow must be an object with owners, groups, users or machines',
    ],
    [
      'takes the right from owners by a word',
      { allow: { owners: 'no' } },
      'spec.allow.owners must be true or false',
    ],
    [
      'names a machine without a name',
      { allow: { machines: [''] } },
      'spec.allow.machines[0] must not be empty',
    ],
    [
      'allows one group without a list',
      { allow: { groups: 'dba' } },
      'spec.allow.groups must be a list',
    ],
    [
      'allows a group where it means a user',
      { allow: { users: ['group:default/dba'] } },
      'spec.allow.users[0] must be a user, such as user:default/payments',
    ],
    [
      'allows nobody by an empty line',
      { allow: { groups: ['dba', null] } },
      'spec.allow.groups[1] must be text',
    ],
  ])('%s: refused', async (_, spec, message) => {
    await expect(errorOf(anAction({ spec }))).resolves.toBe(
      `Action action:shop/migrate: ${message}`,
    );
  });

  it('names every field at once', async () => {
    const spec = {
      owner: undefined,
      taskQueue: 7,
      alow: {},
      input: { type: 'object', requird: [] },
    };
    await expect(errorOf(anAction({ spec }))).resolves.toBe(
      'Action action:shop/migrate: spec.owner is missing; spec.taskQueue must be text; spec.alow is not a known field; ' +
        'spec.input can\'t be used as JSON Schema: strict mode: unknown keyword: "requird"',
    );
  });

  it('says so when there is no spec', async () => {
    const file = anAction({ head: { spec: undefined } });
    await expect(errorOf(file)).resolves.toBe(
      'Action action:shop/migrate: spec is missing',
    );
  });
});

describe('the head of the file', () => {
  it('must name the version there is', async () => {
    const file = anAction({ head: { apiVersion: 'temporal.io/v1' } });
    await expect(errorOf(file)).resolves.toBe(
      'Action action:shop/migrate: apiVersion must be temporal.io/v1alpha1',
    );
  });

  it('must write the kind as it is written', async () => {
    const file = anAction({ head: { kind: 'action' } });
    await expect(errorOf(file)).resolves.toBe(
      'Action action:shop/migrate: kind must be written Action',
    );
  });

  it.each([
    { apiVersion: 'example.com/v1', kind: 'Action' },
    { apiVersion: 'backstage.io/v1alpha1', kind: 'Component' },
  ])('is left alone when it is another: %j', async head => {
    const file = anAction({ head });
    const processor = new ActionEntityProcessor();
    await expect(processor.preProcessEntity(file)).resolves.toBe(file);
    await expect(errorOf(file)).resolves.toBe('not an Action of ours');
  });
});

it('writes short entity refs out in full, as meant in its namespace', async () => {
  const spec = {
    owner: 'Payments',
    allow: { groups: ['dba', 'default/ops'], users: ['Ada'] },
    approval: { who: { groups: ['Security'], users: ['default/sofia'] } },
  };
  await expect(read(anAction({ spec }))).resolves.toMatchObject({
    spec: {
      owner: 'group:shop/payments',
      allow: {
        groups: ['group:shop/dba', 'group:default/ops'],
        users: ['user:shop/ada'],
      },
      approval: {
        who: {
          groups: ['group:shop/security'],
          users: ['user:default/sofia'],
        },
      },
    },
  });
});
