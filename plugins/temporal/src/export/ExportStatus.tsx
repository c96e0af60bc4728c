import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { messageOf } from '../api/requestErrors';
import { useWatched } from '../live/useLiveRuns';
import { useLanguage } from '../runs/useTicking';
import type { FileExport } from './FileExport';
import { temporalExportTranslationRef } from './exportTranslation';
import { formatBytes } from './formatBytes';

/** How the export is going, and how it ended. */
export function ExportStatus(props: {
  readonly fileExport: Pick<FileExport<unknown>, 'state' | 'cancel'>;
}) {
  const { fileExport } = props;
  const { t } = useTranslationRef(temporalExportTranslationRef);
  const language = useLanguage();
  const state = useWatched(fileExport.state);
  switch (state.phase) {
    case 'running':
      return (
        <Alert
          role="status"
          status="info"
          isPending
          title={t('running', { name: state.name })}
          // Told once, not at every piece that arrives.
          description={
            <span aria-live="off">{formatBytes(state.bytes, language)}</span>
          }
          customActions={
            <Button size="small" variant="tertiary" onPress={fileExport.cancel}>
              {t('cancel')}
            </Button>
          }
        />
      );
    case 'done':
      return (
        <Alert
          role="status"
          status="success"
          icon
          title={t('done', { name: state.name })}
          description={formatBytes(state.bytes, language)}
        />
      );
    case 'cancelled':
      return <Alert role="status" status="info" icon title={t('cancelled')} />;
    case 'failed':
      return <Failed name={state.name} error={state.error} />;
    default:
      return null;
  }
}

function Failed(props: { readonly name: string; readonly error: Error }) {
  const { t } = useTranslationRef(temporalExportTranslationRef);
  const { error } = props;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('failed', { name: props.name })}
      // Browsers say of a broken connection only that there was one.
      description={error instanceof TypeError ? t('cutOff') : messageOf(error)}
    />
  );
}
