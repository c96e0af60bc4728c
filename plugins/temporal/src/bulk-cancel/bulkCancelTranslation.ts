import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * What the pages say about cancelling several runs at once.
 * @public
 */
export const temporalBulkCancelTranslationRef = createTranslationRef({
  id: 'plugin.temporal.bulk-cancel',
  messages: {
    title_one: 'Cancel {{count}} run',
    title_other: 'Cancel {{count}} runs',
    meaning:
      'Each of these workflows is asked to stop, in your name. It may first undo what it has done. You may not be allowed to cancel every one of them; what becomes of each is shown here.',
    runs: 'Runs to cancel',
    keep: 'Let them run',
    submit_one: 'Cancel {{count}} run',
    submit_other: 'Cancel {{count}} runs',
    error: 'The runs were not cancelled',
    sending: 'Cancelling',
    done: 'Asked to stop: {{asked}} of {{all}}',
    leave: 'Done',
    run: '{{action}} on {{entity}}, started by {{initiator}}',
    outcome: {
      waiting: 'Waiting',
      sending: 'Being cancelled',
      asked: 'Asked to stop',
      refused: 'Not cancelled',
    },
  },
});
