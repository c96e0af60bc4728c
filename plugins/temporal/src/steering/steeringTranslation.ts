import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Every text about retrying, running again and pausing. It is not among the
 * others, so that pages of entities don't load it.
 * @public
 */
export const temporalSteeringTranslationRef = createTranslationRef({
  id: 'plugin.temporal.steering',
  messages: {
    reason: 'Reason',
    reasonHint: 'Shown on this page and kept in Temporal, with your name.',
    retry: {
      button: 'Retry',
      title: 'Retry {{action}}',
      submit: 'Retry the run',
      keep: 'Leave it as it is',
      error: 'The run was not retried',
      unknownPlan:
        'Temporal can’t be asked just now where it would go on, so it may not work yet.',
    },
    plan: {
      failedStep:
        'It goes on at {{step}}, which failed. What had succeeded before is not done again.',
      whereItEnded:
        'It goes on where it was when it was ended. What had been done before is not done again.',
      beginning: 'It begins anew: every step is done again. {{why}}',
      again: 'These are done once more, because they ran beside it: {{steps}}.',
    },
    runAgain: {
      button: 'Run again',
      hidden: 'You may not see its inputs, so you can’t start it with them',
      notLoaded: 'Its inputs could not be loaded; try again.',
      gone: 'Its action is not offered on {{entityRef}} any more',
      unseen: 'You can’t see {{entityRef}} in the catalog',
    },
    pause: {
      button: 'Pause',
      title: 'Pause {{action}}',
      meaning:
        'Nothing new is begun until somebody lets it go on. A step that is under way now runs to its end.',
      submit: 'Pause the run',
      keep: 'Let it run',
      error: 'The run was not paused',
    },
    unpause: {
      button: 'Let go on',
      title: 'Let {{action}} go on',
      meaning: 'The workflow goes on where it was paused.',
      submit: 'Let it go on',
      keep: 'Leave it paused',
      error: 'The run is still paused',
    },
    attempts: {
      title: 'Attempts',
      asRequested: 'as it was asked for',
      fromStep: 'from {{step}}',
      fromEnd: 'from where it had ended',
      fromBeginning: 'from the beginning',
    },
  },
});
