import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { RiFilterLine } from '@remixicon/react';
import {
  auditEvents,
  auditOutcomes,
  type FieldError,
} from 'backstage-plugin-temporal-common';
import { useEffect, useState } from 'react';
import {
  addressOf,
  spans,
  type AuditFilters,
  type FilterName,
} from './AuditFilters';
import { FilterChoice } from './FilterChoice';
import { FilterMoment } from './FilterMoment';
import { FilterText } from './FilterText';
import { temporalAuditTranslationRef } from './auditTranslation';
import { useFilterProblems } from './useFilterProblems';
import { useFilters } from './useAuditFilters';
import styles from './FilterForm.module.css';

const events = Object.keys(auditEvents) as (keyof typeof auditEvents)[];
const quickChoices = Object.keys(spans) as (keyof typeof spans)[];

/** Narrows the audit: choices apply at once, typed text by Enter or button. */
export function FilterForm(props: { readonly refused: readonly FieldError[] }) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { filters, apply } = useFilters();
  const [draft, setDraft] = useState<AuditFilters>(filters);
  useEffect(() => setDraft(filters), [filters]);
  const problemOf = useFilterProblems(draft, props.refused);
  const field = <Name extends FilterName>(name: Name) => ({
    name,
    value: draft[name],
    problem: problemOf(name),
  });
  const type = (name: FilterName, value: string | undefined) =>
    setDraft(before => ({ ...before, [name]: value }));
  const choose = (part: AuditFilters) => apply({ ...draft, ...part });
  const typeMoment = (name: 'from' | 'to', value: string | undefined) =>
    setDraft(before => ({ ...before, [name]: value, last: undefined }));
  return (
    <form
      role="search"
      aria-label={t('filter.title')}
      className={styles.form}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        apply(draft);
      }}
    >
      <div className={styles.fields}>
        <FilterChoice
          {...field('event')}
          choices={events.map(id => ({ id, label: t(`event.${id}`) }))}
          onChange={event => choose({ event })}
        />
        <FilterChoice
          {...field('outcome')}
          choices={auditOutcomes.map(id => ({ id, label: t(`outcome.${id}`) }))}
          onChange={outcome => choose({ outcome })}
        />
        <FilterChoice
          {...field('last')}
          placeholder={draft.from || draft.to ? t('filter.between') : undefined}
          choices={quickChoices.map(id => ({ id, label: t(`last.${id}`) }))}
          onChange={last => choose({ last, from: undefined, to: undefined })}
        />
        <FilterMoment
          {...field('from')}
          onChange={value => typeMoment('from', value)}
        />
        <FilterMoment
          {...field('to')}
          onChange={value => typeMoment('to', value)}
        />
        {(['person', 'entityRef', 'action', 'run'] as const).map(name => (
          <FilterText
            key={name}
            {...field(name)}
            onChange={value => type(name, value)}
          />
        ))}
        <Buttons
          isClear={addressOf(draft).size === 0}
          onClear={() => {
            setDraft({});
            apply({});
          }}
        />
      </div>
    </form>
  );
}

function Buttons(props: {
  readonly isClear: boolean;
  readonly onClear: () => void;
}) {
  const { isClear, onClear } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return (
    <Flex gap="2" className={styles.buttons}>
      <Button
        type="submit"
        variant="primary"
        iconStart={<RiFilterLine aria-hidden />}
      >
        {t('filter.apply')}
      </Button>
      <Button variant="tertiary" isDisabled={isClear} onPress={onClear}>
        {t('filter.clear')}
      </Button>
    </Flex>
  );
}
