import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  auditEvents,
  type AuditEventId,
} from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';
import { temporalAuditTranslationRef } from './auditTranslation';

/** What was tried, in words; by its id if it is not one of ours. */
export function EventName({ event }: { readonly event: AuditEventId }) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return Object.hasOwn(auditEvents, event) ? (
    <>{t(`event.${event}`)}</>
  ) : (
    <bdi>{visibleText(event)}</bdi>
  );
}
