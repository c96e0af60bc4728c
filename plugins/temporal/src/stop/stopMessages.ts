/** What the pages say about stopping a run. */
export const stopMessages = {
  reason: 'Reason',
  reasonHint: 'Shown on this page and kept in Temporal, with your name.',
  keep: 'Let it run',
  error: 'The run was not stopped',
  cancel: {
    button: 'Cancel run',
    title: 'Cancel {{action}}',
    meaning:
      'The workflow is asked to stop. It may first undo what it has done; this page shows what it does.',
    submit: 'Cancel the run',
    done: 'Asked to stop',
  },
  terminate: {
    button: 'Terminate',
    title: 'Terminate {{action}}',
    meaning:
      'The workflow ends at once. Nothing it has done is undone or cleaned up, and it can’t go on afterwards. Cancel it instead if it still reacts.',
    submit: 'Terminate the run',
    done: 'Terminated',
  },
} as const;
