import { ApplicationFailure } from '@temporalio/activity';
import { SqlError } from './MigrationDatabase';

// These stay as they are until a person changes something.
const PERMANENT: ReadonlySet<string> = new Set([
  'InvalidInput',
  'MigrationRefused',
  'NotAComponent',
  'UnusableMigrations',
]);

/** Tells Temporal by name what went wrong, and whether trying again can help. */
export async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SqlError && error.passing) {
      throw ApplicationFailure.create({
        message: error.message,
        type: 'DatabaseUnavailable',
        cause: error,
      });
    }
    if (error instanceof SqlError) {
      throw ApplicationFailure.nonRetryable(error.message, 'SqlRejected');
    }
    if (error instanceof Error && PERMANENT.has(error.name)) {
      throw ApplicationFailure.nonRetryable(error.message, error.name);
    }
    throw error;
  }
}
