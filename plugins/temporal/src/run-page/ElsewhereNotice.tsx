import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { initiatorRef, type RunDetail } from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';
import { temporalRunTranslationRef } from './runTranslation';

/** Says of a run that nobody started here how far its name can be trusted. */
export function ElsewhereNotice({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  return run.verified ? null : (
    <Alert
      status="warning"
      icon
      title={t('elsewhere.title', {
        name: visibleText(initiatorRef(run.initiator)),
      })}
      description={t('elsewhere.meaning')}
    />
  );
}
