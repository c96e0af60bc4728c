import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Payload } from '@temporalio/common';
import cors from 'cors';
import type express from 'express';
import { z } from 'zod';
import { browserOf } from '../identity/Caller';
import type { RunService } from '../runs/RunService';
import { jsonBody } from './jsonBody';
import { parse } from './parse';

/** Where Temporal's UI has payloads decoded; without what it appends itself. */
export const CODEC_PATH = '/codec';

/** A page of a history, whose payloads Temporal bounds to 2 MB each. */
const LIMIT_KB = 8 * 1024;
const PAYLOADS_MOST = 1_000;

/** As Temporal's remote codec protocol has them: protobuf's JSON, bytes in base64. */
const decodeSchema = z.object({
  payloads: z
    .array(
      z.looseObject({
        metadata: z.record(z.string(), z.base64()).nullish(),
        data: z.base64().nullish(),
      }),
    )
    .max(PAYLOADS_MOST),
});

type WirePayload = z.infer<typeof decodeSchema>['payloads'][number];

/**
 * What Temporal's own UI asks, in the browser of somebody who is signed in here.
 * Only decoding: nothing is sealed for others.
 */
export function addCodec(
  router: express.Router,
  deps: {
    readonly runs: RunService;
    readonly httpAuth: HttpAuthService;
    readonly uiOrigins: readonly string[];
  },
): void {
  const { httpAuth, runs } = deps;
  router.use(CODEC_PATH, allowFrom(deps.uiOrigins), jsonBody(LIMIT_KB));
  router.post(`${CODEC_PATH}/decode`, async (req, res) => {
    const caller = await browserOf(httpAuth, req);
    const { payloads } = parse(decodeSchema, req.body);
    const sealed = payloads.map(toPayload);
    const opened = await runs.decode(sealed, caller);
    res.json({
      payloads: opened.map((payload, i) =>
        payload === sealed[i] ? payloads[i] : toWire(payload),
      ),
    });
  });
}

function allowFrom(origins: readonly string[]) {
  return cors({
    origin: [...origins],
    credentials: true,
    methods: ['POST'],
    allowedHeaders: ['Content-Type', 'X-Namespace', 'Authorization'],
  });
}

function toPayload({ data, metadata }: WirePayload): Payload {
  const entries = Object.entries(metadata ?? {});
  return {
    metadata: Object.fromEntries(
      entries.map(([key, value]) => [key, Buffer.from(value, 'base64')]),
    ),
    data: data ? Buffer.from(data, 'base64') : undefined,
  };
}

function toWire({ data, metadata }: Payload): WirePayload {
  const entries = Object.entries(metadata ?? {});
  return {
    metadata: Object.fromEntries(
      entries.map(([key, value]) => [key, toBase64(value)]),
    ),
    data: data ? toBase64(data) : undefined,
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
