import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { Choice } from './FilterChoice';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import type { FilterField } from './useFilterDraft';

/** Several of a list, joined by commas, or any. */
export function FilterChoices(
  props: FilterField & {
    readonly label: string;
    readonly choices: readonly Choice[];
    readonly onChange: (value: string | undefined) => void;
    /** Called once the list of choices is closed. */
    readonly onDone: () => void;
  },
) {
  const { label, value, problem, choices, onChange, onDone } = props;
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  return (
    <Select
      selectionMode="multiple"
      label={label}
      placeholder={problem === undefined ? t('any') : value}
      options={choices.map(each => ({ value: each.id, label: each.label }))}
      value={value?.split(',') ?? []}
      onChange={keys => onChange(keys.join(',') || undefined)}
      onOpenChange={isOpen => !isOpen && onDone()}
      validate={() => problem}
      validationBehavior="aria"
    />
  );
}
