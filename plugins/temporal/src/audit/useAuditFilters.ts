import { createContext, useCallback, useContext, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { addressOf, filtersIn, type AuditFilters } from './AuditFilters';

/** The filters that apply, and how to apply others. */
export interface AppliedFilters {
  readonly filters: AuditFilters;
  readonly apply: (filters: AuditFilters) => void;
}

const FiltersContext = createContext<AppliedFilters>({
  filters: {},
  apply: () => {},
});

/** Gives everything below it the filters of the page. */
export const FiltersProvider = FiltersContext.Provider;

/** The filters of the page that this is on. */
export function useFilters(): AppliedFilters {
  return useContext(FiltersContext);
}

/** The filters that are in the address; others are a new entry in the history. */
export function useFiltersOfAddress(): AppliedFilters {
  const [address, setAddress] = useSearchParams();
  const key = addressOf(filtersIn(address)).toString();
  const filters = useMemo(() => filtersIn(new URLSearchParams(key)), [key]);
  const apply = useCallback(
    (wanted: AuditFilters) => setAddress(addressOf(wanted)),
    [setAddress],
  );
  return useMemo(() => ({ filters, apply }), [filters, apply]);
}
