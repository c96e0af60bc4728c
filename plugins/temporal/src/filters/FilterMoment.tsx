import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldLabel, VisuallyHidden } from '@backstage/ui';
import { useId } from 'react';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import { fromLocalTime, toLocalTime } from './localTime';
import type { FilterField } from './useFilterDraft';
import styles from './FilterForm.module.css';

/** A date and a time, typed where the person is and kept in UTC. */
export function FilterMoment(
  props: FilterField & {
    readonly label: string;
    readonly onChange: (value: string | undefined) => void;
  },
) {
  const { label, value, problem, onChange } = props;
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  const id = useId();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <div className={styles.moment}>
      <FieldLabel htmlFor={id} label={label} secondaryLabel={timeZone} />
      <input
        id={id}
        type="datetime-local"
        className={styles.input}
        value={toLocalTime(value)}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-zone ${id}-problem`}
        onChange={event => onChange(fromLocalTime(event.target.value))}
      />
      <VisuallyHidden id={`${id}-zone`}>
        {t('zone', { zone: timeZone })}
      </VisuallyHidden>
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
