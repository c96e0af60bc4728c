import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldError } from 'backstage-plugin-temporal-common';
import { useEffect, useState } from 'react';
import type { Filters } from './FilterRules';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import { useFilters } from './useFilters';

/** What somebody is about to filter by. */
export interface FilterDraft {
  readonly values: Filters;
  /** The value of a filter, and what is wrong with it. */
  readonly field: (name: string) => FilterField;
  /** Changes what is typed; it applies once it is sent. */
  readonly type: (part: Filters) => void;
  /** Changes something and applies it at once, with what is typed. */
  readonly choose: (part: Filters) => void;
  readonly send: () => void;
  readonly clear: () => void;
}

/** One filter as its field shows it. */
export interface FilterField {
  readonly value: string | undefined;
  readonly problem: string | undefined;
}

/**
 * A draft that starts with what applies. A problem is found by our own check, or
 * told by the backend; it is gone once somebody changes the filter. `problems`
 * are the words for filters that only this list has.
 */
export function useFilterDraft(options: {
  readonly refused: readonly FieldError[];
  readonly problems: Readonly<Record<string, string>>;
}): FilterDraft {
  const { filters, apply } = useFilters();
  const [values, setValues] = useState<Filters>(filters);
  useEffect(() => setValues(filters), [filters]);
  const problemIn = useProblems(options);
  return {
    values,
    field: name => ({
      value: values[name],
      problem: filters[name] === values[name] ? problemIn(name) : undefined,
    }),
    type: part => setValues(before => ({ ...before, ...part })),
    choose: part => apply({ ...values, ...part }),
    send: () => apply(values),
    clear: () => {
      setValues({});
      apply({});
    },
  };
}

function useProblems(options: {
  readonly refused: readonly FieldError[];
  readonly problems: Readonly<Record<string, string>>;
}): (name: string) => string | undefined {
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  const { filters, malformedIn } = useFilters();
  const malformed = malformedIn(filters);
  const words: Readonly<Record<string, string>> = {
    person: t('problem.person'),
    initiator: t('problem.person'),
    entityRef: t('problem.entityRef'),
    action: t('problem.action'),
    last: t('problem.last'),
    from: t('problem.from'),
    to: t('problem.to'),
    ...options.problems,
  };
  return name =>
    malformed.has(name)
      ? words[name]
      : options.refused.find(({ path }) => path === `/${name}`)?.message;
}
