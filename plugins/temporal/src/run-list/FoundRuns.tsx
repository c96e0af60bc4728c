import type { RunFilters } from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
import { ExportStatus } from '../export/ExportStatus';
import { FileExport } from '../export/FileExport';
import { useFileExport } from '../export/useFileExport';
import type { WantedRuns } from '../live/WantedRuns';
import { CutNotice } from '../runs/CutNotice';
import { RunAnnouncer } from '../runs/RunAnnouncer';
import { RunListProvider } from '../runs/RunListContext';
import { useRunList } from '../runs/useRunList';
import { Figures } from './Figures';
import { RunRows } from './RunRows';
import { RunToolbar } from './RunToolbar';
import { useSelection } from './useSelection';

const anExport = (api: TemporalApi) =>
  new FileExport<RunFilters>('temporal-runs', (request, signal) =>
    api.exportRuns(request, signal),
  );

/** How these runs usually go, and the runs themselves, live. */
export function FoundRuns(props: {
  readonly wanted: WantedRuns;
  readonly ofEntity: boolean;
}) {
  const { wanted, ofEntity } = props;
  const { list, state, runs } = useRunList(wanted);
  const runsExport = useFileExport(anExport);
  const selection = useSelection(runs);
  return (
    <RunListProvider value={list}>
      <Figures list={list} wanted={wanted} />
      <CutNotice />
      {state.seenAt !== undefined && (
        // Other filters show other runs, which are no news.
        <RunAnnouncer key={JSON.stringify(wanted)} runs={runs} />
      )}
      <RunToolbar
        list={list}
        wanted={wanted}
        runsExport={runsExport}
        selection={selection}
      />
      <ExportStatus fileExport={runsExport} />
      <RunRows
        list={list}
        state={state}
        selection={selection}
        ofEntity={ofEntity}
      />
    </RunListProvider>
  );
}
