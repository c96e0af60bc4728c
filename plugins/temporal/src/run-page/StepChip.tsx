import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { Chip } from '../runs/StatusChip';
import { stepLooks } from '../runs/statusLooks';
import { temporalRunTranslationRef } from './runTranslation';

/** The status of a step, as icon and word. */
export function StepChip({ item }: { readonly item: TimelineItem }) {
  const { kind, status } = item;
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const told = status === 'running' || status === 'succeeded';
  const text =
    kind === 'timer' && told
      ? t(`timeline.timerState.${status}`)
      : t(`timeline.state.${status}`);
  return <Chip look={stepLooks[status]} text={text} />;
}
