import { z } from 'zod';
import type { ActionApproval } from './action';
import { targetsSchema } from './actionTargets';
import { orMissing } from './problems';
import { answerersSchema } from './questions';

const LONGEST_DAYS = 30;
const MINUTES_A_DAY = 24 * 60;

const amount = z
  .number(orMissing('must be a number'))
  .int('must be a whole number')
  .min(0, 'must not be negative')
  .max(LONGEST_DAYS * MINUTES_A_DAY, 'is too long')
  .optional();

const deadlineSchema = z
  .strictObject(
    { days: amount, hours: amount, minutes: amount },
    orMissing('must be an object with days, hours or minutes'),
  )
  .refine(({ days = 0, hours = 0, minutes = 0 }) => {
    const all = (days * 24 + hours) * 60 + minutes;
    return all >= 1 && all <= LONGEST_DAYS * MINUTES_A_DAY;
  }, `must be between one minute and ${LONGEST_DAYS} days`);

/** The `approval` of an Action. */
export const actionApprovalSchema: z.ZodType<ActionApproval> = z.strictObject(
  {
    who: answerersSchema,
    quorum: z
      .number(orMissing('must be a number'))
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(10, 'must be at most 10')
      .optional(),
    deadline: deadlineSchema.optional(),
    reasonRequired: z.boolean(orMissing('must be true or false')).optional(),
    when: targetsSchema.optional(),
  },
  orMissing('must be an object that says who approves'),
);
