/** Why a run does not move, and what one can do about it. */
export const standstillMessages = {
  since: 'Since about',
  step: 'Step',
  error: 'Error',
  again: 'Tried again',
  againIn: 'in {{time}}',
  againNow: 'now',
  question: 'Question',
  who: 'Who',
  until: 'Until',
  by: 'By',
  when: 'When',
  reason: 'Reason',
  lastSeen: 'Last seen',
  rollsBack: 'Rolls back',
  requested: {
    title: 'Temporal has not answered yet',
    advice:
      'Temporal was asked to start this run. It begins as soon as Temporal answers; if it never does, the run is marked as failed.',
  },
  'no-worker': {
    title: 'No worker polls the task queue {{queue}}',
    advice:
      'The run goes on as soon as a worker polls this queue, and nothing is lost. Start one, or tell the team that runs it.',
  },
  'no-gate': {
    title: 'No worker serves the gate',
    advice:
      'None polls the task queue {{queue}}. Answers can be given as soon as one does, and nothing is lost. Tell those who run Temporal’s workers.',
  },
  retrying: {
    title_one: 'A step failed once and is tried again',
    title_other: 'A step failed {{count}} times and is tried again',
    advice:
      'It goes on by itself once the step succeeds. If the error stays, mend its cause, or cancel the run.',
  },
  waiting: {
    approval: 'Waits for an approval',
    answer: 'Waits for an answer',
    mine: 'You are one of them: the question is below.',
    advice: 'Ask one of them. The run goes on as soon as enough have answered.',
  },
  paused: {
    title: 'Paused',
    advice:
      'No step begins until somebody lets the run go on. What had begun before may still end.',
  },
  stopping: {
    title: 'Told to stop',
    rollingBack: 'Told to stop, and rolling back',
    advice:
      'The workflow may undo what it has done before it ends; the timeline shows what it does.',
  },
  unreachable: {
    title: 'Temporal can’t be reached',
    advice:
      'What you see is what was last seen. The run itself may well go on; this page follows it again as soon as Temporal is back.',
  },
} as const;
