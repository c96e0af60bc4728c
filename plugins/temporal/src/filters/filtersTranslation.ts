import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * What the filters of runs and of the audit have in common.
 * @public
 */
export const temporalFiltersTranslationRef = createTranslationRef({
  id: 'plugin.temporal.filters',
  messages: {
    title: 'Filters',
    apply: 'Filter',
    clear: 'Clear all',
    any: 'Any',
    entityRef: 'Entity',
    entityRefHint: 'component:default/name',
    action: 'Action',
    actionHint: 'action:default/name',
    time: 'Time',
    between: 'As given',
    from: 'From',
    to: 'Before',
    zone: 'Time zone: {{zone}}',
    last: {
      hour: 'Last hour',
      day: 'Last 24 hours',
      week: 'Last 7 days',
      month: 'Last 30 days',
    },
    problem: {
      person: 'Must have 1 to 512 characters',
      entityRef:
        'Must be a full entity reference such as component:default/payments-api',
      action:
        'Must be a full entity reference such as action:default/migrate-database',
      last: 'There is no such choice. Choose one of the list',
      from: 'Must be a date and a time',
      to: 'Must be a date and a time, later than the one before',
    },
    narrow: {
      person: 'Only by {{value}}',
      initiator: 'Only by {{value}}',
      entityRef: 'Only on {{value}}',
      action: 'Only {{value}}',
      run: 'Only this run',
    },
    malformed: {
      title: 'Nothing was looked for',
      description: 'Correct the marked filters, or clear them all.',
    },
  },
});
