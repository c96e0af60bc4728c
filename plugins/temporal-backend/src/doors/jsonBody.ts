import { InputError } from '@backstage/errors';
import express, { type RequestHandler } from 'express';

const STANDARD_LIMIT_KB = 256;

/**
 * Reads JSON bodies. A POST with another content type is refused: browsers send
 * such across origins without asking first.
 */
export function jsonBody(limitKb = STANDARD_LIMIT_KB): RequestHandler {
  const read = express.json({ limit: `${limitKb}kb` });
  return (req, res, next) => {
    if (req.method === 'POST' && !req.is('application/json')) {
      next(new InputError('The Content-Type must be application/json'));
      return;
    }
    read(req, res, error => next(error && explain(error, limitKb)));
  };
}

function explain(error: { type?: string }, limitKb: number): Error {
  if (error.type === 'entity.too.large') {
    const message = `The request body is larger than ${limitKb} kB`;
    return Object.assign(new Error(message), {
      name: 'PayloadTooLargeError',
      statusCode: 413,
    });
  }
  // What the parser says quotes the body, which may have secrets in it.
  return new InputError('The request body is not JSON');
}
