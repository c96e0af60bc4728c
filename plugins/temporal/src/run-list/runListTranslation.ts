import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Every text of the lists of runs, apart from what other pages say as well. It
 * is not among the others, so that the card of an entity doesn't load it.
 * @public
 */
export const temporalRunListTranslationRef = createTranslationRef({
  id: 'plugin.temporal.run-list',
  messages: {
    title: 'Runs',
    lookAgain: 'Look again',
    loadMore: 'Load more',
    moreError: 'The older runs could not be loaded',
    shown_one: '{{count}} run',
    shown_other: '{{count}} runs',
    shownFirst_one: 'The newest run',
    shownFirst_other: 'The newest {{count}} runs',
    empty: {
      title: 'Nothing has been run yet',
      anywhere:
        'Open an entity in the catalog and start an action from its Actions card. Its run appears here at once, if you may see it.',
      ofEntity:
        'Runs of actions on this entity appear here as soon as somebody starts one from the Actions card, if you may see them.',
    },
    noMatch: {
      title: 'No run matches these filters',
      description: 'Clear some of them, or look at a longer time.',
    },
    filter: {
      initiator: 'Started by',
      initiatorHint: 'user:default/name',
      owner: 'Team',
      ownerHint: 'group:default/name',
      status: 'Status',
      text: 'Words in a reason',
      textHint: 'Part of why it was run or stopped',
    },
    problem: {
      owner: 'Must be a full entity reference such as group:default/payments',
      status: 'There is no such status. Choose some of the list',
      text: 'Must have 1 to 200 characters',
    },
    shortcut: {
      title: 'Shortcuts',
      mine: 'Mine',
      open: 'Open',
      failed: 'Failed',
    },
    column: {
      action: 'Action',
      entity: 'Entity',
      status: 'Status',
      initiator: 'Started by',
      reason: 'Reason',
      requested: 'When',
      duration: 'How long',
    },
    attempt: 'Attempt {{number}}',
    figures: {
      title: 'How the latest finished runs went',
      succeeded: '{{succeeded}} of {{finished}} succeeded',
      usual: 'usually {{duration}}',
      showAll: 'Show all {{actions}} actions',
      showLess: 'Show fewer actions',
      error: 'How the latest runs went could not be loaded',
    },
    selection: {
      selected_one: '{{count}} run selected',
      selected_other: '{{count}} runs selected',
      cancel: 'Cancel selected',
    },
  },
});
