import { z } from 'zod';

/** A full entity ref from outside, written as the catalog writes it. */
export const entityRefSchema = z
  .string()
  .max(512)
  .regex(
    /^[A-Za-z][A-Za-z0-9]*:[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9][A-Za-z0-9_.-]*$/,
    'must be a full entity reference such as component:default/payments-api',
  )
  .transform(ref => ref.toLocaleLowerCase('en-US'));
