import { z } from 'zod';
import type { MigrationState } from './Migrator';

/** The input asks for something that does not exist or makes no sense. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInput';
}

const migrateSchema = z.strictObject({
  to: z.string().optional(),
  dryRun: z.boolean().optional(),
});
const rollbackSchema = z.strictObject({ to: z.string() });

// The version of a database to which nothing is applied.
const NO_VERSION = '000';

/** The newest version that is applied when these are. */
export function newestOf(names: readonly string[]): string {
  return [...names].sort(byNumber).pop() ?? NO_VERSION;
}

/** The pending migrations up to the wanted one, oldest first. */
export function stepsUp(state: MigrationState, input: unknown): string[] {
  const { to } = parsed(migrateSchema, input);
  if (to === undefined) {
    return [...state.pending];
  }
  const all = [...state.applied, ...state.pending].sort(byNumber);
  const upTo = all.slice(0, all.indexOf(versionNamed(to, all)) + 1);
  return upTo.filter(name => state.pending.includes(name));
}

/** The applied migrations above the wanted one, newest first. */
export function stepsDown(state: MigrationState, input: unknown): string[] {
  const { to } = parsed(rollbackSchema, input);
  const newestFirst = [...state.applied].sort(byNumber).reverse();
  if (to === NO_VERSION) {
    return newestFirst;
  }
  return newestFirst.slice(
    0,
    newestFirst.indexOf(versionNamed(to, state.applied)),
  );
}

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) {
    throw new InvalidInputError(
      `The input of this run is wrong: ${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
}

/** A version may be given by its number alone. */
function versionNamed(to: string, names: readonly string[]): string {
  const found = names.find(name => name === to || name.startsWith(`${to}_`));
  if (!found) {
    throw new InvalidInputError(
      names.length > 0
        ? `There is no version ${to} here to go to; give one of ${names.join(
            ', ',
          )}`
        : `There is no version ${to} here to go to: nothing is applied`,
    );
  }
  return found;
}

function byNumber(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10);
}
