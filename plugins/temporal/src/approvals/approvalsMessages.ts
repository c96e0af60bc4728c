/** What the page of approvals says. */
export const approvalsMessages = {
  title: 'Approvals',
  loading: 'Loading what is waiting',
  lookAgain: 'Look again',
  loadMore: 'Load more',
  error: 'The approvals could not be loaded',
  stale: 'The approvals could not be refreshed',
  moreError: 'The older ones could not be loaded',
  openRun: 'Open the run',
  answer: 'Answer',
  showInputs: 'Show inputs',
  hideInputs: 'Hide inputs',
  asked: 'asked',
  box: {
    'to-answer': 'To decide',
    asked: 'Waiting',
    decided: 'Decided',
  },
  empty: {
    'to-answer': {
      title: 'Nobody waits for you',
      description:
        'When a run needs an approval or an answer that you may give, it appears here, and you are notified.',
    },
    asked: {
      title: 'None of your runs waits for anybody',
      description:
        'When you request a run that needs an approval, it stands here until the others have decided.',
    },
    decided: {
      title: 'Nothing is decided yet',
      description:
        'What you have approved, rejected or answered, and what others decided on your requests, is kept here.',
    },
  },
} as const;
