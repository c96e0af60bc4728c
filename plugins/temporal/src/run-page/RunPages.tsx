import { Route, Routes, useParams } from 'react-router-dom';
import { RunsPage } from '../run-list/RunsPage';
import { RunPage } from './RunPage';

/** The list of all runs, and the page of each. */
export function RunPages() {
  return (
    <Routes>
      <Route path="/:runId" element={<RunOfAddress />} />
      <Route path="*" element={<RunsPage />} />
    </Routes>
  );
}

function RunOfAddress() {
  const { runId = '' } = useParams();
  return <RunPage key={runId} runId={runId} />;
}
