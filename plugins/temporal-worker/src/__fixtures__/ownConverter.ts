import {
  CompositePayloadConverter,
  JsonPayloadConverter,
  type PayloadConverterWithEncoding,
} from '@temporalio/common';

const json = new JsonPayloadConverter();

// JSON under another name, so that it is seen who wrote it.
const own: PayloadConverterWithEncoding = {
  encodingType: 'json/own',
  toPayload(value) {
    const payload = json.toPayload(value);
    const encoding = new TextEncoder().encode('json/own');
    return payload && { ...payload, metadata: { encoding } };
  },
  fromPayload: payload => json.fromPayload(payload),
};

/** A payload converter as a team may have it. */
export const payloadConverter = new CompositePayloadConverter(own, json);
