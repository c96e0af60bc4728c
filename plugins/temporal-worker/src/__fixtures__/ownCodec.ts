import type { Payload, PayloadCodec } from '@temporalio/common';

const OWN = 'binary/own';

/** A codec as a team may have it: it turns every byte around. */
export const ownCodec: PayloadCodec = {
  encode: async payloads =>
    payloads.map(({ metadata, data }) => ({
      metadata: {
        encoding: new TextEncoder().encode(OWN),
        inner: metadata?.encoding ?? new Uint8Array(),
      },
      data: turned(data),
    })),
  decode: async payloads =>
    payloads.map(payload =>
      new TextDecoder().decode(payload.metadata?.encoding) === OWN
        ? {
            metadata: { encoding: payload.metadata?.inner },
            data: turned(payload.data),
          }
        : payload,
    ) as Payload[],
};

function turned(data: Uint8Array | null | undefined) {
  return Uint8Array.from(data ?? [], byte => byte ^ 0xff);
}
