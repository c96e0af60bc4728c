import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * What the exports of runs and of the audit have in common.
 * @public
 */
export const temporalExportTranslationRef = createTranslationRef({
  id: 'plugin.temporal.export',
  messages: {
    button: 'Export',
    csv: 'CSV',
    jsonl: 'JSON Lines',
    running: 'Exporting to {{name}}',
    cancel: 'Cancel the export',
    done: 'Exported to {{name}}',
    cutOff:
      'The connection to the backend broke off. Check it, then export again.',
    cancelled: 'The export was cancelled. Nothing was kept.',
    failed: 'The export to {{name}} is not complete, and nothing was kept',
  },
});
