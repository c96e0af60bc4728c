import { EmptyState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { Route, Routes, useParams } from 'react-router-dom';
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
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Container>
      <EmptyState
        missing="content"
        title={t('run.index.title')}
        description={t('run.index.description')}
      />
    </Container>
  );
}
