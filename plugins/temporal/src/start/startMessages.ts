import { startApprovalMessages } from './startApprovalMessages';

/** What the dialog that starts a run says. */
export const startMessages = {
  title: 'Run {{action}}',
  titleRequest: 'Request {{action}}',
  loadingForm: 'Loading the form',
  formError: 'The form could not be loaded',
  review: 'Review',
  back: 'Back',
  cancel: 'Cancel',
  submit: 'Run now',
  request: 'Request run',
  reason: 'Reason',
  reasonHint: 'Those who decide read it, and everybody who looks at the run.',
  approval: startApprovalMessages,
  step: 'Step {{step}} of {{steps}}',
  stepInput: 'Inputs',
  stepReview: 'Review',
  what: 'Action',
  target: 'Target',
  initiator: 'As',
  confirm: 'I understand',
  inputs: 'Inputs',
  noInputs: 'This action takes no inputs.',
  secret: 'Sealed before it is stored; not shown again.',
  secretsAnew: 'Secrets are not kept here',
  secretsAnewHint:
    'Type them anew in the fields that are marked as sealed. All the rest is as it was.',
  error: {
    fields: 'The backend refused some of the inputs',
    fieldsHint: 'Correct the marked fields and run it again.',
    refused: 'The run was not started',
    signedOut: 'You are not signed in any more',
    signedOutHint:
      'Sign in again in another tab, then try again here. What you typed is kept.',
    unclear: 'There was no clear answer',
    unclearHint:
      'Trying again is safe: it continues the same run and never starts a second one. What you typed is kept.',
    tooMany: 'Too many requests',
    tooManyHint: 'Wait a moment, then try again. What you typed is kept.',
  },
  retry: 'Try again',
} as const;
