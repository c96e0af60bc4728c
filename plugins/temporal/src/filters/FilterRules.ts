const HOUR = 60 * 60_000;

/** How far back each quick choice looks, in ms. */
export const spans = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
} as const;

export type Span = keyof typeof spans;

/** What was chosen or typed, right or wrong; empty ones mean nothing. */
export type Filters<Name extends string = string> = Readonly<
  Partial<Record<Name, string>>
>;

/** The names that the filters of every list have; `last` is a quick choice. */
export type TimeFilterName = 'last' | 'from' | 'to';

/** What the backend takes for filters. */
interface WantedSchema<Wanted> {
  readonly shape: Readonly<
    Record<string, { safeParse(value: unknown): { readonly success: boolean } }>
  >;
  parse(value: unknown): Wanted;
}

/**
 * The filters of a list: how they stand in the address of its page, which of
 * them mean something, and what they mean to the backend.
 */
export class FilterRules<Name extends string, Wanted> {
  readonly #names: readonly Name[];
  readonly #schema: WantedSchema<Wanted>;

  constructor(names: readonly Name[], schema: WantedSchema<Wanted>) {
    this.#names = names;
    this.#schema = schema;
  }

  /** The filters in the address of a page; what else it has is passed over. */
  in(address: URLSearchParams): Filters<Name> {
    return this.#given(name => address.get(name));
  }

  /** The filters as the address of a page has them. */
  addressOf(filters: Filters<Name>): URLSearchParams {
    const given: Filters = this.#given(name => filters[name]);
    return new URLSearchParams(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
  }

  /** The filters that mean nothing as they are. */
  malformedIn(filters: Filters): ReadonlySet<string> {
    const wrong = this.#names.filter(
      name => !this.#isWellFormed(name, filters[name]),
    );
    const { from, to } = filters;
    const backwards = from && to && Date.parse(from) >= Date.parse(to);
    return new Set<string>(backwards ? [...wrong, 'to'] : wrong);
  }

  /**
   * What to ask the backend for, or undefined while a filter is malformed:
   * leaving it out would show more than was meant.
   */
  requestFor(filters: Filters<Name>, now: number): Wanted | undefined {
    if (this.malformedIn(filters).size > 0) {
      return undefined;
    }
    const { last, ...rest }: Filters = filters;
    const ms = spanOf(filters);
    const from =
      ms === undefined ? rest.from : new Date(now - ms).toISOString();
    return this.#schema.parse({ ...rest, from });
  }

  #given(valueOf: (name: Name) => string | null | undefined): Filters<Name> {
    const given: Partial<Record<Name, string>> = {};
    for (const name of this.#names) {
      const value = valueOf(name)?.trim();
      if (value) given[name] = value;
    }
    return given;
  }

  #isWellFormed(name: string, value: string | undefined): boolean {
    if (value === undefined) {
      return true;
    }
    return name === 'last'
      ? isSpan(value)
      : this.#schema.shape[name].safeParse(value).success;
  }
}

/**
 * How far back from now the quick choice looks, in ms; undefined if there is
 * none, or moments are given instead.
 */
export function spanOf({ last, from, to }: Filters): number | undefined {
  return isSpan(last) && !from && !to ? spans[last] : undefined;
}

function isSpan(value: string | undefined): value is Span {
  return value !== undefined && Object.hasOwn(spans, value);
}
