import { z } from 'zod';
import type { ActionSpec } from './action';
import { actionApprovalSchema } from './actionApproval';
import { actionInputSchema } from './actionInput';
import { targetsSchema } from './actionTargets';
import { orMissing } from './problems';

const MAX_NAME = 1000;
const MAX_CONFIRM = 2000;

function text(limit: number) {
  return z
    .string(orMissing('must be text'))
    .min(1, 'must not be empty')
    .max(limit, `must be at most ${limit} characters long`);
}

// A space around a name would silently ask Temporal for another queue or type.
const temporalName = text(MAX_NAME).refine(name => name.trim() === name, {
  error: 'must not begin or end with white space',
});

function entityRefOf(kind: 'group' | 'user') {
  const pattern = new RegExp(
    `^${kind}:[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9_.-]*$`,
    'i',
  );
  return text(512)
    .regex(pattern, `must be a ${kind}, such as ${kind}:default/payments`)
    .transform(ref => ref.toLocaleLowerCase('en-US'));
}

function listOf(item: z.ZodType<string>) {
  return z
    .array(item, orMissing('must be a list'))
    .max(1000, 'must have at most 1000 entries')
    .readonly()
    .optional();
}

/**
 * The `spec` of an Action, checked in full: every field known, every bound
 * kept, entity refs complete and in lower case. The catalog checks with it when
 * a file arrives, and the backend checks again before it offers or starts
 * anything. Whether `input` compiles as JSON Schema is for the reader to find
 * out, who has a compiler.
 * @public
 */
export const actionSpecSchema: z.ZodType<ActionSpec> = z
  .strictObject(
    {
      owner: entityRefOf('group'),
      group: text(100).optional(),
      workflowType: temporalName,
      taskQueue: temporalName,
      namespace: temporalName.optional(),
      cluster: temporalName.optional(),
      targets: targetsSchema,
      input: actionInputSchema.optional(),
      allow: z
        .strictObject(
          {
            owners: z.boolean(orMissing('must be true or false')).optional(),
            groups: listOf(entityRefOf('group')),
            users: listOf(entityRefOf('user')),
            machines: listOf(text(512)),
          },
          orMissing('must be an object with owners, groups, users or machines'),
        )
        .readonly()
        .optional(),
      confirm: text(MAX_CONFIRM).optional(),
      onePerTarget: z.boolean(orMissing('must be true or false')).optional(),
      approval: actionApprovalSchema.optional(),
    } satisfies Record<keyof ActionSpec, z.ZodType>,
    orMissing('must be an object'),
  )
  .refine(spec => spec.cluster === undefined || spec.namespace !== undefined, {
    path: ['namespace'],
    error: 'must be there where `cluster` is',
  });
