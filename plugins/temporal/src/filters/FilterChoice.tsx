import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import type { FilterField } from './useFilterDraft';

const ANY = 'any';

/** What a filter may be set to. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** One of a list, or any. */
export function FilterChoice(
  props: FilterField & {
    readonly label: string;
    readonly placeholder?: string;
    readonly choices: readonly Choice[];
    readonly onChange: (value: string | undefined) => void;
  },
) {
  const { label, value, problem, placeholder, choices, onChange } = props;
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  return (
    <Select
      label={label}
      placeholder={placeholder ?? value ?? t('any')}
      options={[
        { value: ANY, label: t('any') },
        ...choices.map(each => ({ value: each.id, label: each.label })),
      ]}
      value={value ?? (placeholder === undefined ? ANY : null)}
      onChange={key => onChange(key === ANY ? undefined : String(key))}
      validate={() => problem}
      validationBehavior="aria"
    />
  );
}
