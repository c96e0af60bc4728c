/*
 * Everybody who asks something, and what they get.
 *
 * ada     an owner of payments        sofia   of security, who approves
 * nina    one by a nested group       pat     an admin, who reads the audit
 * fay     a former one, who started   noel    in no catalog
 *         the run on payments         olga    sees neither entity in it
 * sam     an owner of orders, who     ci      a machine for payments
 *         started the run there       agent   a machine for orders
 * stray   a machine on no list        worker  admits runs, and nothing else
 */
export const callers =
  'ada nina fay sam sofia pat noel olga ci  agent stray worker nobody'.split(
    / +/,
  );

/** What each caller gets, on what is of payments and on what is of orders. */
export const matrix: Record<
  string,
  readonly [payments: string, orders: string]
> = {
  'GET /actions': [
    '200 200 200 200 200 200 200 404 200 403 403 403 401',
    '200 200 200 200 200 200 200 404 403 200 403 403 401',
  ],
  'GET /runs': [
    '200 200 200 200 200 200 200 404 200 403 403 403 401',
    '200 200 200 200 200 200 200 404 403 200 403 403 401',
  ],
  'GET /runs/export': [
    '200 200 200 200 200 200 200 404 200 403 403 403 401',
    '200 200 200 200 200 200 200 404 403 200 403 403 401',
  ],
  'GET /runs/figures': [
    '200 200 200 200 200 200 200 200 200 200 403 403 401',
    '200 200 200 200 200 200 200 200 200 200 403 403 401',
  ],
  'GET /events': [
    '200 200 200 200 200 200 200 404 200 403 403 403 401',
    '200 200 200 200 200 200 200 404 403 200 403 403 401',
  ],
  'GET /runs/:runId': [
    '200 200 200 200 200 200 200 403 200 403 403 403 401',
    '200 200 200 200 200 200 200 403 403 200 403 403 401',
  ],
  'GET /runs/:runId/payloads': [
    '200 200 200 403 403 403 403 403 403 403 403 403 401',
    '403 403 403 200 403 403 403 403 403 403 403 403 401',
  ],
  'POST /runs': [
    '201 201 403 403 403 403 403 404 201 403 403 403 401',
    '403 403 403 201 403 403 403 404 403 201 403 403 401',
  ],
  'POST /runs/:runId/cancel': [
    '200 200 200 403 403 403 403 403 403 403 403 403 401',
    '403 403 403 200 403 403 403 403 403 403 403 403 401',
  ],
  'POST /runs/:runId/terminate': [
    '200 200 403 403 403 403 403 403 403 403 403 403 401',
    '403 403 403 200 403 403 403 403 403 403 403 403 401',
  ],
  // By who may, only: the server here pauses nothing, and what ended before it
  // had done anything does not go on.
  'POST /runs/:runId/pause': [
    '501 501 501 403 403 403 403 403 403 403 403 403 401',
    '403 403 403 501 403 403 403 403 403 403 403 403 401',
  ],
  'POST /runs/:runId/unpause': [
    '501 501 501 403 403 403 403 403 403 403 403 403 401',
    '403 403 403 501 403 403 403 403 403 403 403 403 401',
  ],
  'POST /runs/:runId/retry': [
    '409 409 403 403 403 403 403 403 409 403 403 403 401',
    '403 403 403 409 403 403 403 403 403 409 403 403 401',
  ],
  'GET /questions': [
    '200 200 200 200 200 200 200 200 200 200 403 403 401',
    '200 200 200 200 200 200 200 200 200 200 403 403 401',
  ],
  'POST /runs/:runId/questions/:key/answers': [
    '403 403 403 403 200 403 403 403 403 403 403 403 401',
    '403 403 403 403 200 403 403 403 403 403 403 403 401',
  ],
  'POST /runs/:runId/withdraw': [
    '403 403 200 403 403 403 403 403 403 403 403 403 401',
    '403 403 403 200 403 403 403 403 403 403 403 403 401',
  ],
  'POST /questions': [
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
  ],
  'POST /questions/close': [
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
  ],
  'POST /admissions': [
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
  ],
  'POST /authorizations': [
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
    '403 403 403 403 403 403 403 403 403 403 403 200 401',
  ],
  'GET /audit': [
    '403 403 403 403 403 200 403 403 403 403 403 403 401',
    '403 403 403 403 403 200 403 403 403 403 403 403 401',
  ],
  'GET /audit/export': [
    '403 403 403 403 403 200 403 403 403 403 403 403 401',
    '403 403 403 403 403 200 403 403 403 403 403 403 401',
  ],
  'GET /health': [
    '200 200 200 200 200 200 200 200 200 200 200 200 200',
    '200 200 200 200 200 200 200 200 200 200 200 200 200',
  ],
  'GET /.well-known/jwks.json': [
    '200 200 200 200 200 200 200 200 200 200 200 200 200',
    '200 200 200 200 200 200 200 200 200 200 200 200 200',
  ],
};
