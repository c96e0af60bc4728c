import type { Backend } from 'backstage-plugin-temporal-worker/worker';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The variables that say with which token the worker calls Backstage. */
export const tokenSchema = z
  .object({
    BACKSTAGE_TOKEN: z
      .string()
      .min(8, 'must be an external-access token')
      .optional(),
    BACKSTAGE_TOKEN_FILE: z
      .string()
      .min(1, 'must be the path of a file')
      .optional(),
  })
  .refine(
    ({ BACKSTAGE_TOKEN: token, BACKSTAGE_TOKEN_FILE: file }) =>
      (token === undefined) !== (file === undefined),
    {
      path: ['BACKSTAGE_TOKEN'],
      error: 'must be set, or BACKSTAGE_TOKEN_FILE, and not both',
    },
  );

/**
 * The token, or what reads its file at each call: it is replaced while the worker
 * works.
 */
export function readToken(data: z.infer<typeof tokenSchema>): Backend['token'] {
  const { BACKSTAGE_TOKEN: token = '', BACKSTAGE_TOKEN_FILE: file } = data;
  return file === undefined
    ? token
    : async () => (await readFile(file, 'utf8')).trim();
}
