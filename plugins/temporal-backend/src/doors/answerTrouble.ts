import type { ErrorRequestHandler } from 'express';
import { unlessDatabaseGone } from './databaseGone';

/** Has errors that are nobody's own answered in a way that helps whoever asked. */
export const answerTrouble: ErrorRequestHandler = (error, _req, res, next) => {
  const seconds: unknown = error?.retryAfterSeconds;
  if (typeof seconds === 'number') res.set('Retry-After', String(seconds));
  next(unlessDatabaseGone(error));
};
