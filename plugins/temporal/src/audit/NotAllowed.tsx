import { EmptyState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { messageOf } from '../api/requestErrors';
import { Reason } from '../readable/Reason';
import { visibleText } from '../readable/visibleText';
import { temporalAuditTranslationRef } from './auditTranslation';

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
