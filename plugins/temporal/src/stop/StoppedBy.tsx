import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import type { RunStop } from 'backstage-plugin-temporal-common';
import { When } from '../runs/When';
import { temporalTranslationRef } from '../translation';

/** Who stopped the run, when, and why. */
export function StoppedBy({ stop }: { readonly stop: RunStop }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t(`stop.${stop.verb}.done`)}
      description={
        <>
          <EntityRefLink entityRef={stop.by} /> · <When at={stop.at} /> ·{' '}
          {stop.reason}
        </>
      }
    />
  );
}
