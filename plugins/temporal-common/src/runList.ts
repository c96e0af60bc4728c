import { z } from 'zod';
import { entityRefSchema } from './entityRef';
import { runStatuses, type RunStatus } from './status';

/**
 * Which runs are meant; all conditions together, none means all that the caller
 * may see. `entityRef` is the target, `initiator` an entity ref or a machine's
 * subject, `owner` an owner that the target had when the run was asked for,
 * `text` a part of the reason given for it or for stopping it. `from`
 * (inclusive) and `to` (exclusive) are about when it was asked for, ISO 8601
 * with an offset.
 * @public
 */
export interface RunFilters {
  readonly entityRef?: string;
  readonly initiator?: string;
  readonly owner?: string;
  readonly action?: string;
  readonly status?: readonly RunStatus[];
  readonly text?: string;
  readonly from?: string;
  readonly to?: string;
}

const filters = {
  entityRef: entityRefSchema.optional(),
  initiator: z.string().trim().min(1).max(512).optional(),
  owner: entityRefSchema.optional(),
  action: entityRefSchema.optional(),
  status: z
    .string()
    .max(512)
    .transform(list => list.split(','))
    .pipe(z.array(z.enum(runStatuses)))
    .optional(),
  text: z.string().trim().min(1).max(200).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};

/**
 * Query of `GET /runs`: newest first, `limit` 1 to 100; several statuses are
 * joined by commas.
 * @public
 */
export const listRunsSchema = z.strictObject({
  ...filters,
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(256).optional(),
});

/** @public */
export type ListRunsRequest = z.infer<typeof listRunsSchema>;

/** Query of `GET /runs/figures`: the same filters. @public */
export const runFiguresSchema = z.strictObject(filters);

/**
 * How the latest finished runs of an action went: of `finished` so many
 * `succeeded`, and those took `usualMs` milliseconds in the median.
 * @public
 */
export interface ActionFigures {
  readonly action: { readonly ref: string; readonly title: string };
  readonly finished: number;
  readonly succeeded: number;
  readonly usualMs?: number;
}

/**
 * Answer of `GET /runs/figures`: one item for each action, at most `latest` of
 * whose finished runs were looked at.
 * @public
 */
export interface RunFigures {
  readonly latest: number;
  readonly items: readonly ActionFigures[];
}

/** @public */
export const runFormats = ['csv', 'jsonl'] as const;

/** @public */
export type RunFormat = (typeof runFormats)[number];

/**
 * Query of `GET /runs/export`: the same filters, newest first, all runs, without
 * what went in and came out, as a stream of CSV (RFC 4180) or JSON Lines.
 * @public
 */
export const exportRunsSchema = z.strictObject({
  ...filters,
  format: z.enum(runFormats),
});

/** @public */
export type ExportRunsRequest = z.infer<typeof exportRunsSchema>;
