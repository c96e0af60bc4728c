import type { RequestHandler } from 'express';
import { secondsSince } from '../telemetry/secondsSince';
import type { Meters } from '../telemetry/Meters';

/** Measures each request by its route, from here to the end of the answer. */
export function measured(meters: Meters): RequestHandler {
  return (req, res, next) => {
    const begun = performance.now();
    res.on('close', () => {
      // Without a route nobody answered; a stream lasts as long as its page.
      if (!req.route || isStream(res.getHeader('content-type'))) return;
      const operation = `${req.method} ${req.route.path}`;
      meters.answered(operation, res.statusCode, secondsSince(begun));
    });
    next();
  };
}

function isStream(contentType: unknown): boolean {
  return String(contentType).startsWith('text/event-stream');
}
