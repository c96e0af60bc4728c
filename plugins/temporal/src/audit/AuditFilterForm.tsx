import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  auditEvents,
  auditOutcomes,
  type FieldError,
} from 'backstage-plugin-temporal-common';
import { FilterChoice } from '../filters/FilterChoice';
import { FilterEntity } from '../filters/FilterEntity';
import { FilterForm } from '../filters/FilterForm';
import { FilterText } from '../filters/FilterText';
import { FilterTime } from '../filters/FilterTime';
import { useFilterDraft } from '../filters/useFilterDraft';
import { temporalAuditTranslationRef } from './auditTranslation';

const events = Object.keys(auditEvents) as (keyof typeof auditEvents)[];

/** Narrows the audit. */
export function AuditFilterForm(props: {
  readonly refused: readonly FieldError[];
}) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const draft = useFilterDraft({
    refused: props.refused,
    problems: {
      event: t('problem.event'),
      outcome: t('problem.outcome'),
      run: t('problem.run'),
    },
  });
  const { field, type, choose } = draft;
  return (
    <FilterForm draft={draft}>
      <FilterChoice
        {...field('event')}
        label={t('filter.event')}
        choices={events.map(id => ({ id, label: t(`event.${id}`) }))}
        onChange={event => choose({ event })}
      />
      <FilterChoice
        {...field('outcome')}
        label={t('filter.outcome')}
        choices={auditOutcomes.map(id => ({ id, label: t(`outcome.${id}`) }))}
        onChange={outcome => choose({ outcome })}
      />
      <FilterTime draft={draft} />
      <FilterText
        {...field('person')}
        label={t('filter.person')}
        hint={t('filter.personHint')}
        onChange={person => type({ person })}
      />
      <FilterEntity name="entityRef" draft={draft} />
      <FilterEntity name="action" draft={draft} />
      <FilterText
        {...field('run')}
        label={t('filter.run')}
        hint={t('filter.runHint')}
        onChange={run => type({ run })}
      />
    </FilterForm>
  );
}
