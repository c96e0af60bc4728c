import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { RunFilters } from 'backstage-plugin-temporal-common';
import { ExportMenu } from '../export/ExportMenu';
import type { FileExport } from '../export/FileExport';
import { useFocusWhenLost } from '../focus/useFocusWhenLost';
import type { RunList } from '../live/RunList';
import { useWatched } from '../live/useLiveRuns';
import { asOfNow, type WantedRuns } from '../live/WantedRuns';
import { CancelSelected } from './CancelSelected';
import { temporalRunListTranslationRef } from './runListTranslation';
import type { Selection } from './useSelection';
import styles from './RunsTable.module.css';

/** How many runs there are, and what can be done with all or some of them. */
export function RunToolbar(props: {
  readonly list: RunList;
  readonly wanted: WantedRuns;
  readonly runsExport: FileExport<RunFilters>;
  readonly selection: Selection;
}) {
  const { list, wanted, runsExport, selection } = props;
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const { ids, nextCursor, looking, seenAt } = useWatched(list.state);
  const status = useFocusWhenLost(list);
  const shown = t(nextCursor ? 'shownFirst' : 'shown', { count: ids.length });
  return (
    <Flex justify="between" align="center" gap="2" className={styles.toolbar}>
      <Flex align="center" gap="3" className={styles.toolbar}>
        <span role="status" ref={status} tabIndex={-1}>
          {seenAt === undefined ? '' : shown}
        </span>
        <CancelSelected selection={selection} onCancelled={list.look} />
      </Flex>
      <Flex gap="2">
        <Button
          variant="secondary"
          iconStart={<RiRefreshLine aria-hidden />}
          isPending={looking}
          onPress={list.look}
        >
          {t('lookAgain')}
        </Button>
        <ExportMenu fileExport={runsExport} request={() => asOfNow(wanted)} />
      </Flex>
    </Flex>
  );
}
