import { EmptyState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton } from '@backstage/ui';
import { messageOf } from '../api/requestErrors';
import { Reason } from '../readable/Reason';
import { visibleText } from '../readable/visibleText';
import { temporalAuditTranslationRef } from './auditTranslation';
import { useFilters } from './useAuditFilters';

/** The backend's refusal, which names whom to ask. */
export function NotAllowed({ error }: { readonly error: Error }) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return (
    <EmptyState
      missing="content"
      title={t('notAllowed')}
      description={<Reason text={visibleText(messageOf(error))} ask={[]} />}
    />
  );
}

/** Why there is no record to show, and what to do about it. */
export function NoRecords({
  because,
}: {
  readonly because: 'empty' | 'noMatch' | 'malformed';
}) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { apply } = useFilters();
  return (
    <EmptyState
      missing="content"
      title={t(`${because}.title`)}
      description={t(`${because}.description`)}
      action={
        because === 'empty' ? undefined : (
          <Button variant="secondary" onPress={() => apply({})}>
            {t('filter.clear')}
          </Button>
        )
      }
    />
  );
}

/** Stands where the records will be. */
export function Loading() {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return (
    <Flex direction="column" gap="3" role="status" aria-label={t('loading')}>
      {['head', 'one', 'two', 'three', 'four'].map(row => (
        <Skeleton key={row} width="100%" height={row === 'head' ? 32 : 44} />
      ))}
    </Flex>
  );
}
