import { EmptyState } from '@backstage/core-components';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import { Route, Routes, useParams } from 'react-router-dom';
import { catalogRouteRef } from '../routes';
import { temporalTranslationRef } from '../translation';
import { RunPage } from './RunPage';

/** The plugin's own pages. */
export function RunPages() {
  return (
    <Routes>
      <Route path="/runs/:runId" element={<RunOfAddress />} />
      <Route path="*" element={<NoPage />} />
    </Routes>
  );
}

function RunOfAddress() {
  const { runId = '' } = useParams();
  return <RunPage key={runId} runId={runId} />;
}

function NoPage() {
  const catalog = useRouteRef(catalogRouteRef)?.();
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Container>
      <EmptyState
        missing="content"
        title={t('run.index.title')}
        description={t('run.index.description')}
        action={
          catalog ? (
            <ButtonLink href={catalog} variant="primary">
              {t('run.backToCatalog')}
            </ButtonLink>
          ) : undefined
        }
      />
    </Container>
  );
}
