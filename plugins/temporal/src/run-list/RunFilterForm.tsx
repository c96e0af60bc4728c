import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { runStatuses, type FieldError } from 'backstage-plugin-temporal-common';
import { FilterChoices } from '../filters/FilterChoices';
import { FilterEntity } from '../filters/FilterEntity';
import { FilterForm } from '../filters/FilterForm';
import { FilterText } from '../filters/FilterText';
import { FilterTime } from '../filters/FilterTime';
import { useFilterDraft } from '../filters/useFilterDraft';
import { temporalTranslationRef } from '../translation';
import { temporalRunListTranslationRef } from './runListTranslation';
import { Shortcuts } from './Shortcuts';

/** Narrows a list of runs. */
export function RunFilterForm(props: {
  readonly refused: readonly FieldError[];
  /** Whether they are the runs of one entity anyway. */
  readonly ofEntity: boolean;
}) {
  const { refused, ofEntity } = props;
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const { t: common } = useTranslationRef(temporalTranslationRef);
  const draft = useFilterDraft({
    refused,
    problems: {
      owner: t('problem.owner'),
      status: t('problem.status'),
      text: t('problem.text'),
    },
  });
  const { field, type, send } = draft;
  return (
    <FilterForm draft={draft} above={<Shortcuts draft={draft} />}>
      <FilterChoices
        {...field('status')}
        label={t('filter.status')}
        choices={runStatuses.map(id => ({ id, label: common(`status.${id}`) }))}
        onChange={status => type({ status })}
        onDone={send}
      />
      <FilterTime draft={draft} />
      {(['initiator', 'owner'] as const).map(name => (
        <FilterText
          key={name}
          {...field(name)}
          label={t(`filter.${name}`)}
          hint={t(`filter.${name}Hint`)}
          onChange={value => type({ [name]: value })}
        />
      ))}
      {!ofEntity && <FilterEntity name="entityRef" draft={draft} />}
      <FilterEntity name="action" draft={draft} />
      <FilterText
        {...field('text')}
        label={t('filter.text')}
        hint={t('filter.textHint')}
        onChange={text => type({ text })}
      />
    </FilterForm>
  );
}
