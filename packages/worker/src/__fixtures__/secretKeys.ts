/** Always the same, so that kept histories of runs with secrets can be replayed. */
export const secretKeys = [
  {
    id: 'kept-with-the-histories',
    key: Buffer.from('32 bytes that protect no secret.').toString('base64'),
  },
] as const;
