import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiForbidFill, RiTimeLine } from '@remixicon/react';
import type { AuditOutcome } from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';
import { Chip } from '../runs/StatusChip';
import { runLooks, type StatusLook } from '../runs/statusLooks';
import { temporalAuditTranslationRef } from './auditTranslation';

const looks: Record<AuditOutcome, StatusLook> = {
  succeeded: runLooks.succeeded,
  denied: { tone: 'warning', icon: RiForbidFill, turning: false },
  failed: runLooks.failed,
  pending: { tone: 'info', icon: RiTimeLine, turning: false },
  unknown: runLooks.unknown,
};

/** How an attempt ended, as icon and word. */
export function OutcomeChip({ outcome }: { readonly outcome: AuditOutcome }) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  // A newer backend may know more outcomes than this page.
  return Object.hasOwn(looks, outcome) ? (
    <Chip look={looks[outcome]} text={t(`outcome.${outcome}`)} />
  ) : (
    <Chip look={looks.unknown} text={visibleText(outcome)} />
  );
}
