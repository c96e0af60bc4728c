import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiFilterLine } from '@remixicon/react';
import { visibleText } from '../readable/visibleText';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import { useFilters } from './useFilters';
import styles from './NarrowButton.module.css';

const SHOWN = 100;

/** Shows only what has this in common with the row that it stands in. */
export function NarrowButton(props: {
  readonly by: 'person' | 'initiator' | 'entityRef' | 'action' | 'run';
  readonly value: string;
}) {
  const { by, value } = props;
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  const { filters, apply, malformedIn } = useFilters();
  if (filters[by] === value || malformedIn({ [by]: value }).size > 0) {
    return null;
  }
  const label = t(`narrow.${by}`, {
    value: visibleText(value.slice(0, SHOWN)),
  });
  return (
    <TooltipTrigger>
      <ButtonIcon
        aria-label={label}
        className={styles.narrow}
        icon={<RiFilterLine aria-hidden />}
        size="small"
        variant="tertiary"
        onPress={() => apply({ ...filters, [by]: value })}
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
