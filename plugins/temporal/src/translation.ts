import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { startMessages } from './start/startMessages';
import { stopMessages } from './stop/stopMessages';

/**
 * Every text of the pages, for apps that speak another language.
 * @public
 */
export const temporalTranslationRef = createTranslationRef({
  id: 'plugin.temporal',
  messages: {
    card: {
      title: 'Actions',
      otherActions: 'Other',
      latestRuns: 'Latest runs',
      allRuns: 'All runs',
      empty: {
        title: 'No action applies to this entity',
        description:
          'An action is a file in the catalog: kind Action, with a workflow type, a task queue and the targets it applies to. It appears here as soon as its targets include this entity.',
      },
      error: 'The actions could not be loaded',
    },
    action: {
      run: 'Run',
      runNamed: 'Run {{action}}',
      request: 'Request run',
      requestNamed: 'Request run of {{action}}',
      approvedBy: 'Every run needs the approval of',
      someApprovedBy: 'Some runs need the approval of',
      ask: 'Ask',
    },
    start: startMessages,
    form: {
      choose: 'Choose',
      required: 'Fill this in',
      show: 'Show {{field}}',
      hide: 'Hide {{field}}',
    },
    status: {
      requested: 'Requested',
      'waiting-for-approval': 'Waiting for approval',
      queued: 'Queued',
      running: 'Running',
      'waiting-for-answer': 'Waiting for an answer',
      retrying: 'Retrying',
      paused: 'Paused',
      stopping: 'Stopping',
      succeeded: 'Succeeded',
      failed: 'Failed',
      cancelled: 'Cancelled',
      terminated: 'Terminated',
      'timed-out': 'Timed out',
      rejected: 'Rejected',
      expired: 'Expired',
      withdrawn: 'Withdrawn',
      unknown: 'Unknown',
    },
    runs: {
      empty: 'Nothing has been run yet.',
      error: 'The runs could not be loaded',
      stale: 'The runs could not be refreshed',
      loading: 'Loading runs',
      seen: 'seen {{ago}}',
      announce: '{{action}}: {{status}}',
      machine: 'machine',
      elsewhere: 'Started elsewhere',
      elsewhereMeaning:
        'Started elsewhere, not here: the name is only what the run says of itself',
    },
    live: {
      cut: 'Live updates are interrupted. Looking again every 15 seconds until they are back.',
    },
    retry: 'Try again',
    unreachable:
      'The backend does not answer. Check the connection, then try again.',
    run: {
      status: 'Status',
      target: 'Target',
      environment: 'Environment',
      initiator: 'Started by',
      requested: 'Requested',
      started: 'Began',
      closed: 'Ended',
      duration: 'Took',
      durationSoFar: 'Running for',
      waitingFor: 'Waiting for',
      reason: 'Reason',
      approval: 'Approval',
      inputDigest: 'Input digest',
      workflow: 'Workflow',
      taskQueue: 'Task queue',
      namespace: 'Namespace',
      runId: 'Run id',
      workflowId: 'Workflow id',
      attempts: 'Attempt',
      observed: 'Status seen',
      openInTemporal: 'Open in Temporal',
      audit: 'Audit of this run',
      details: 'Details',
      input: 'Inputs',
      noInput: 'This run was given no inputs.',
      result: 'Result',
      payloads: 'Inputs and result',
      noResult: 'The run ended without a result.',
      resultPending: 'The result appears here when the run has succeeded.',
      failure: 'What went wrong',
      cause: 'caused by',
      raw: 'Raw JSON',
      hidden: 'You may not see the inputs and the result',
      stale: 'This page could not be refreshed',
      notFound: {
        title: 'There is no such run',
        description:
          'The address may be mistyped, or the record is older than what is kept. Open the entity and look at its Runs tab.',
      },
      notAllowed: {
        title: 'You may not see this run',
      },
      unreachable: {
        title: 'The run could not be loaded',
      },
      backToCatalog: 'Go to the catalog',
    },
    stop: stopMessages,
    value: {
      yes: 'Yes',
      no: 'No',
      none: 'None',
      emptyText: 'Empty text',
      secret: 'Secret, not shown',
      showAll: 'Show all {{characters}} characters',
      showLess: 'Show less',
    },
  },
});
