import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiFilterLine } from '@remixicon/react';
import { visibleText } from '../readable/visibleText';
import { malformedIn } from './AuditFilters';
import { temporalAuditTranslationRef } from './auditTranslation';
import { useFilters } from './useAuditFilters';
import styles from './AuditTable.module.css';

const SHOWN = 100;

/** Shows only the records that have this in common with the one it stands in. */
export function NarrowButton(props: {
  readonly by: 'person' | 'entityRef' | 'action' | 'run';
  readonly value: string;
}) {
  const { by, value } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { filters, apply } = useFilters();
  const narrowed = { ...filters, [by]: value };
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
        onPress={() => apply(narrowed)}
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
