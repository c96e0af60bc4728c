import { InputError } from '@backstage/errors';
import express, { type RequestHandler } from 'express';

const LIMIT_KB = 256;

/**
 * Reads JSON bodies. A POST with another content type is refused: browsers send
 * such across origins without asking first.
 */
export function jsonBody(): RequestHandler {
  const read = express.json({ limit: `${LIMIT_KB}kb` });
  return (req, res, next) => {
    if (req.method === 'POST' && !req.is('application/json')) {
      next(new InputError('The Content-Type must be application/json'));
      return;
    }
    read(req, res, error => next(error && explain(error)));
  };
}

function explain(error: { type?: string; message: string }): Error {
  if (error.type === 'entity.too.large') {
    const message = `The request body is larger than ${LIMIT_KB} kB`;
    return Object.assign(new Error(message), {
      name: 'PayloadTooLargeError',
      statusCode: 413,
    });
  }
  return new InputError(`The request body is not JSON: ${error.message}`);
}
