import {
  createZodV4FilterPredicateSchema,
  type FilterPredicate,
} from '@backstage/filter-predicates';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { predicateReasons } from './predicateReasons';

const MAX_BYTES = 16 * 1024;

const predicateSchema = createZodV4FilterPredicateSchema();

function isTooLarge(value: unknown): boolean {
  return (
    new TextEncoder().encode(JSON.stringify(value) ?? '').length > MAX_BYTES
  );
}

/** Whether everything written was read; the schema drops what it doesn't know. */
function isReadInFull(written: unknown, read: unknown): boolean {
  return canonicalize(written) === canonicalize(read);
}

function reasonsFor(value: unknown) {
  const reasons = predicateReasons(value);
  return reasons.length > 0
    ? reasons
    : [{ path: [], message: 'is not a filter predicate' }];
}

function shapeProblem(value: unknown): string | undefined {
  if (value === undefined) {
    return 'is missing';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'must be an object, such as { kind: component }';
  }
  if (Object.keys(value).length === 0) {
    return 'is empty and would match every entity; say that with { kind: { $exists: true } }';
  }
  return isTooLarge(value)
    ? `must be at most ${MAX_BYTES / 1024} kB as JSON`
    : undefined;
}

/**
 * The `targets` of an Action, in the grammar of entity cards' filters. Stricter
 * than that grammar in two things, so that no slip widens what an action
 * applies to: nothing written may be ignored, and matching everything must be
 * said.
 * @public
 */
export const targetsSchema: z.ZodType<FilterPredicate> = z
  .unknown()
  .transform((value, context): FilterPredicate => {
    const problem = shapeProblem(value);
    if (problem) {
      context.addIssue({ code: 'custom', message: problem });
      return z.NEVER;
    }
    const parsed = predicateSchema.safeParse(value);
    if (parsed.success && isReadInFull(value, parsed.data)) {
      return parsed.data;
    }
    for (const { path, message } of reasonsFor(value)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    return z.NEVER;
  });
