import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldError } from 'backstage-plugin-temporal-common';
import {
  malformedIn,
  type AuditFilters,
  type FilterName,
} from './AuditFilters';
import { temporalAuditTranslationRef } from './auditTranslation';
import { useFilters } from './useAuditFilters';

/**
 * What is wrong with a filter that applies, by our own check or the backend's;
 * nothing is once somebody changes it.
 */
export function useFilterProblems(
  draft: AuditFilters,
  refused: readonly FieldError[],
): (name: FilterName) => string | undefined {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { filters } = useFilters();
  const malformed = malformedIn(filters);
  return name => {
    if (filters[name] !== draft[name]) {
      return undefined;
    }
    return malformed.has(name)
      ? t(`problem.${name}`)
      : refused.find(({ path }) => path === `/${name}`)?.message;
  };
}
