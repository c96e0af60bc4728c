import { z } from 'zod';
import { entityRefSchema } from './entityRef';

/**
 * Query of `GET /actions`.
 * @public
 */
export const listActionsSchema = z.strictObject({ entityRef: entityRefSchema });

/**
 * Body of `POST /runs`. `requestKey` is chosen by the client: the same key sent
 * again by the same caller is the same run. `reason` is for those who approve.
 * @public
 */
export const startRunSchema = z.strictObject({
  action: entityRefSchema,
  entityRef: entityRefSchema,
  input: z.record(z.string(), z.unknown()).default({}),
  requestKey: z
    .string()
    .regex(
      /^[A-Za-z0-9._-]{8,64}$/,
      'must be 8 to 64 letters, digits, dots, dashes or underscores',
    ),
  reason: z
    .string()
    .trim()
    .max(500, 'must be at most 500 characters long')
    .optional(),
});

/** @public */
export type StartRunRequest = z.infer<typeof startRunSchema>;

/**
 * Path parameter of everything about one run.
 * @public
 */
export const runIdSchema = z.uuid('must be the id of a run, a UUID');

/**
 * Query of `GET /events`: what the page shows, and the last version it saw. With
 * neither entity nor run it is about all runs that the caller may see.
 * @public
 */
export const followRunsSchema = z.strictObject({
  entityRef: entityRefSchema.optional(),
  runId: runIdSchema.optional(),
  cursor: z.coerce.number().int().nonnegative().optional(),
});

/** @public */
export type FollowRunsRequest = z.infer<typeof followRunsSchema>;
