import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FilterText } from './FilterText';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import type { FilterDraft } from './useFilterDraft';

/** An entity, or an action, by its full reference. */
export function FilterEntity(props: {
  readonly name: 'entityRef' | 'action';
  readonly draft: FilterDraft;
}) {
  const { name, draft } = props;
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  return (
    <FilterText
      {...draft.field(name)}
      label={t(name)}
      hint={t(`${name}Hint`)}
      onChange={value => draft.type({ [name]: value })}
    />
  );
}
