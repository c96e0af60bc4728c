import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FilterChoice } from './FilterChoice';
import { FilterMoment } from './FilterMoment';
import { spans, type Span } from './FilterRules';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import type { FilterDraft } from './useFilterDraft';

const quickChoices = Object.keys(spans) as Span[];

/** When: a quick choice, or the moments before and after. */
export function FilterTime({ draft }: { readonly draft: FilterDraft }) {
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  const { values, field, type, choose } = draft;
  const isGiven = Boolean(values.from || values.to);
  return (
    <>
      <FilterChoice
        {...field('last')}
        label={t('time')}
        placeholder={isGiven ? t('between') : undefined}
        choices={quickChoices.map(id => ({ id, label: t(`last.${id}`) }))}
        onChange={last => choose({ last, from: undefined, to: undefined })}
      />
      {(['from', 'to'] as const).map(name => (
        <FilterMoment
          key={name}
          {...field(name)}
          label={t(name)}
          onChange={value => type({ [name]: value, last: undefined })}
        />
      ))}
    </>
  );
}
