import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { standstillMessages } from '../standstill/standstillMessages';
import { timelineMessages } from './timelineMessages';

/**
 * Every text of a run's own page that no other page has. It is not among the
 * others, so that pages of entities don't load it.
 * @public
 */
export const temporalRunTranslationRef = createTranslationRef({
  id: 'plugin.temporal.run',
  messages: {
    standstill: standstillMessages,
    timeline: timelineMessages,
    elsewhere: {
      title: 'Started elsewhere ({{name}}): the name is what it says of itself',
      meaning:
        'Nobody who was signed in here asked for it, and nothing was decided before it began.',
    },
    attestation: {
      matches: 'Temporal names {{principal}} as the one who started it',
      differs:
        'Temporal names {{principal}} as the one who started this run, not {{initiator}}',
      here: 'The call that started it carried somebody else’s token, so somebody may have started it in another’s place.',
      claimed:
        'It was started elsewhere, and the name that it gives is not that of the call.',
      advice:
        'Tell those who look after security, and look at the audit of this run. If it must not go on, cancel or terminate it.',
    },
    sealed: {
      where: 'Temporal’s own page shows it to those who may see it.',
      noCookie: 'Temporal’s own page can’t show yet what is sealed',
    },
    deeds: {
      title: 'Who did what',
      started: 'started it',
      claimed: 'started it, as the run says of itself',
      approved: 'approved it',
      rejected: 'rejected it',
      withdrew: 'withdrew the request',
      answered: 'answered',
      retried: 'retried it',
      cancelled: 'asked it to stop',
      terminated: 'terminated it',
      paused: 'paused it',
    },
    current: 'What the workflow says',
    large: {
      size: 'This is {{size}} of JSON, so it is not loaded at once.',
      load: 'Load it',
      error: 'It could not be loaded',
    },
  },
});
