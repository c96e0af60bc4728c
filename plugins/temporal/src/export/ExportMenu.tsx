import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useWatched } from '../live/useLiveRuns';
import { fileFormats, type FileExport, type FileFormat } from './FileExport';
import { temporalExportTranslationRef } from './exportTranslation';

/** Exports everything that is asked for, not only what is loaded. */
export function ExportMenu<Request>(props: {
  readonly fileExport: FileExport<Request>;
  /** What to export now; nothing while it can't be said. */
  readonly request: () => Request | undefined;
}) {
  const { fileExport, request } = props;
  const { t } = useTranslationRef(temporalExportTranslationRef);
  const { phase } = useWatched(fileExport.state);
  const start = (format: FileFormat) => {
    const wanted = request();
    if (wanted) {
      fileExport.start(wanted, format);
    }
  };
  return (
    <MenuTrigger>
      <Button
        variant="secondary"
        iconStart={<RiDownloadLine aria-hidden />}
        isPending={phase === 'running'}
        isDisabled={request() === undefined}
      >
        {t('button')}
      </Button>
      <Menu>
        {fileFormats.map(format => (
          <MenuItem key={format} onAction={() => start(format)}>
            {t(format)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
