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
    current: 'What the workflow says',
    large: {
      size: 'This is {{size}} of JSON, so it is not loaded at once.',
      load: 'Load it',
      error: 'It could not be loaded',
    },
  },
});
