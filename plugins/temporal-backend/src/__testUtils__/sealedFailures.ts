import { DefaultFailureConverter } from '@temporalio/common';

/** Writes what failures say where a codec can seal it. */
export const failureConverter = new DefaultFailureConverter({
  encodeCommonAttributes: true,
});
