import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { approvalsMessages } from '../approvals/approvalsMessages';

/**
 * Every text about questions and approvals. It is not among the others, so that
 * pages of entities don't load it.
 * @public
 */
export const temporalQuestionsTranslationRef = createTranslationRef({
  id: 'plugin.temporal.questions',
  messages: {
    approvals: approvalsMessages,
    approval: {
      waits: 'The run waits for this approval. Nothing has happened yet.',
      open: 'Waiting for approval',
      who: 'May approve',
      tally: 'Approvals',
      given: 'Decided by',
      missing_zero: 'Enough have approved',
      missing_one: '{{count}} approval is missing',
      missing_other: '{{count}} approvals are missing',
      afterwards: 'After that the request expires, and nothing is run.',
    },
    question: {
      waits: 'The run waits for an answer.',
      open: 'Waiting for an answer',
      who: 'May answer',
      tally: 'Answers',
      given: 'Answered by',
      missing_zero: 'Enough have answered',
      missing_one: '{{count}} answer is missing',
      missing_other: '{{count}} equal answers are missing',
      afterwards:
        'After that nobody can answer, and the run goes on as its workflow says.',
    },
    nobody: 'Nobody',
    nobodyYet: 'Nobody yet',
    deadline: {
      label: 'Until',
      left: '{{time}} left',
      over: 'Time is up',
    },
    notified: {
      label: 'Told',
      done: 'Those who may answer have been notified.',
      pending: 'Notifications are on their way.',
    },
    run: {
      what: 'What will run',
      target: 'On',
      environment: 'Environment',
      askedBy: 'Asked by',
      reason: 'Because',
      inputs: 'Inputs',
    },
    inputs: {
      none: 'This run is given no inputs.',
      digest: 'Digest',
      loading: 'Loading the inputs',
      error: 'The inputs could not be loaded',
    },
    reason: {
      label: 'Reason',
      hint: 'Kept with your name, for the one who asked and everybody who looks at the run.',
    },
    verdict: {
      approve: {
        button: 'Approve',
        named: 'Approve {{action}}',
        title: 'Approve {{action}}?',
        meaning:
          'You say that this may run, exactly as it is written here. It begins as soon as enough have approved.',
        submit: 'Approve',
        done: 'Approved',
      },
      reject: {
        button: 'Reject',
        named: 'Reject {{action}}',
        title: 'Reject {{action}}?',
        meaning:
          'The request ends here, whatever others have said. Nothing is run, and the one who asked reads your reason.',
        submit: 'Reject',
        done: 'Rejected',
      },
      withdraw: { done: 'Withdrawn' },
    },
    outcome: {
      answered: 'Answered',
      approved: 'Approved',
      rejected: 'Rejected',
      expired: 'Expired',
      withdrawn: 'Withdrawn',
      cancelled: 'Cancelled',
    },
    outcomeMeaning: {
      answered: 'The run goes on.',
      approved: 'Enough have approved. The run begins.',
      rejected: 'The request is rejected. Nothing is run.',
      expired: 'Time was up. Nothing is run.',
      withdrawn: 'The request was withdrawn. Nothing is run.',
      cancelled: 'The run was stopped while it waited.',
    },
    counted: 'Your answer is counted',
    sendAnswer: 'Send answer',
    sendAgain: 'Send again',
    cancel: 'Back',
    formError: 'The form could not be loaded',
    error: {
      conflict: 'You have answered this already',
      answered: 'Others have answered meanwhile',
      approved: 'It was approved meanwhile',
      rejected: 'It was rejected meanwhile',
      expired: 'Time was up before your answer came',
      withdrawn: 'The request was withdrawn meanwhile',
      cancelled: 'The run was stopped meanwhile',
      refused: 'Your answer was not counted',
      signedOut: 'You are not signed in any more',
      signedOutHint:
        'Sign in again in another tab, then send it again here. What you typed is kept.',
      unclear: 'There is no clear answer whether it was counted',
      unclearHint:
        'Sending the same again is safe: it counts once. What you typed is kept.',
    },
    closed: {
      title: 'What people were asked',
      asked: 'Asked',
      ended: 'Ended',
    },
    withdraw: {
      button: 'Withdraw request',
      title: 'Withdraw {{action}}',
      meaning:
        'The request ends here, and nothing is run. Those who were asked to approve see that you withdrew it, and why.',
      keep: 'Keep waiting',
      submit: 'Withdraw the request',
      error: 'The request was not withdrawn',
    },
  },
});
