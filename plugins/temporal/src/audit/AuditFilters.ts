import {
  exportAuditSchema,
  type ExportAuditRequest,
} from 'backstage-plugin-temporal-common';

const schema = exportAuditSchema.omit({ format: true });

const HOUR = 60 * 60_000;

/** How far back each quick choice looks, in ms. */
export const spans = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
} as const;

export type Span = keyof typeof spans;

/** The filters, by the names that they have in the address of the page. */
export const filterNames = [
  'event',
  'outcome',
  'last',
  'from',
  'to',
  'person',
  'entityRef',
  'action',
  'run',
] as const;

export type FilterName = (typeof filterNames)[number];

/** What was chosen or typed, right or wrong; `last` is a quick choice. */
export type AuditFilters = Readonly<Partial<Record<FilterName, string>>>;

/** What the filters mean to the backend. */
export type WantedRecords = Omit<ExportAuditRequest, 'format'>;

/** The filters in the address of a page; what else it has is passed over. */
export function filtersIn(address: URLSearchParams): AuditFilters {
  return given(name => address.get(name));
}

/** The same filters without those that are empty. */
export function tidy(filters: AuditFilters): AuditFilters {
  return given(name => filters[name]);
}

/** The filters as the address of a page has them. */
export function addressOf(filters: AuditFilters): URLSearchParams {
  return new URLSearchParams(Object.entries(tidy(filters)));
}

/** The filters that mean nothing as they are. */
export function malformedIn(filters: AuditFilters): ReadonlySet<FilterName> {
  const wrong = filterNames.filter(name => !isWellFormed(name, filters[name]));
  const { from, to } = filters;
  const backwards = from && to && Date.parse(from) >= Date.parse(to);
  return new Set(backwards ? [...wrong, 'to'] : wrong);
}

/**
 * What to ask the backend for, or undefined while a filter is malformed: leaving
 * it out would show more than was meant.
 */
export function requestFor(
  filters: AuditFilters,
  now: number,
): WantedRecords | undefined {
  if (malformedIn(filters).size > 0) {
    return undefined;
  }
  const { last, ...rest } = filters;
  const from =
    isSpan(last) && !rest.from && !rest.to
      ? new Date(now - spans[last]).toISOString()
      : rest.from;
  return schema.parse({ ...rest, from });
}

function given(
  valueOf: (name: FilterName) => string | null | undefined,
): AuditFilters {
  const pairs = filterNames.map(name => [name, valueOf(name)?.trim()] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value));
}

function isWellFormed(name: FilterName, value: string | undefined): boolean {
  if (value === undefined) {
    return true;
  }
  return name === 'last'
    ? isSpan(value)
    : schema.shape[name].safeParse(value).success;
}

function isSpan(value: string | undefined): value is Span {
  return value !== undefined && Object.hasOwn(spans, value);
}
