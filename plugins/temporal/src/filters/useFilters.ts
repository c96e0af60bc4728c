import { createContext, useCallback, useContext, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Filters, FilterRules } from './FilterRules';

/** The filters that apply to a list, and how to apply others. */
export interface AppliedFilters<Name extends string = string> {
  readonly filters: Filters<Name>;
  readonly apply: (filters: Filters<Name>) => void;
  /** Those of some filters that mean nothing as they are. */
  readonly malformedIn: (filters: Filters) => ReadonlySet<string>;
}

const FiltersContext = createContext<AppliedFilters>({
  filters: {},
  apply: () => {},
  malformedIn: () => new Set(),
});

/** Gives everything below it the filters of the list. */
export const FiltersProvider = FiltersContext.Provider;

/** The filters of the list that this belongs to. */
export function useFilters(): AppliedFilters {
  return useContext(FiltersContext);
}

/** The filters that are in the address; others are a new entry in the history. */
export function useFiltersOfAddress<Name extends string, Wanted>(
  rules: FilterRules<Name, Wanted>,
): AppliedFilters<Name> {
  const [address, setAddress] = useSearchParams();
  const key = rules.addressOf(rules.in(address)).toString();
  const filters = useMemo(
    () => rules.in(new URLSearchParams(key)),
    [rules, key],
  );
  const apply = useCallback(
    (wanted: Filters<Name>) => setAddress(rules.addressOf(wanted)),
    [rules, setAddress],
  );
  return useMemo(
    () => ({ filters, apply, malformedIn: each => rules.malformedIn(each) }),
    [filters, apply, rules],
  );
}
