import { Elapsed } from '../runs/Elapsed';
import { OutcomeOfQuestion } from '../questions/OutcomeOfQuestion';
import { StepChip } from './StepChip';
import { StepName } from './StepName';
import { StepNews } from './StepNews';
import { TimelineBar, type Drawing } from './TimelineBar';
import { QuestionName, QuestionNews } from './TimelineQuestion';
import { StepAttempts } from './StepAttempts';
import type { TimelineEntry } from './timeScale';
import styles from './Timeline.module.css';

/** One step or question: what it is, how it goes, and its bar. */
export function TimelineRow(props: {
  readonly entry: TimelineEntry;
  readonly drawing: Drawing;
}) {
  const { entry, drawing } = props;
  const isStep = entry.kind === 'step';
  return (
    <tr>
      <th scope="row" className={styles.name}>
        {isStep ? (
          <StepName item={entry.item} />
        ) : (
          <QuestionName question={entry.question} />
        )}
      </th>
      <td>
        {isStep ? (
          <>
            <StepChip item={entry.item} />
            <StepAttempts item={entry.item} />
          </>
        ) : (
          <OutcomeOfQuestion question={entry.question} />
        )}
      </td>
      <td className={styles.chart}>
        <TimelineBar entry={entry} drawing={drawing} />
        {isStep ? (
          <StepNews item={entry.item} />
        ) : (
          <QuestionNews question={entry.question} />
        )}
      </td>
      <td className={styles.duration}>
        <Elapsed {...spanOf(entry, drawing)} />
      </td>
    </tr>
  );
}

/** What a run left behind has no end of its own, but does not go on either. */
function spanOf(entry: TimelineEntry, { closedAt }: Drawing) {
  if (entry.kind === 'question') {
    const { askedAt, closedAt: answeredAt } = entry.question;
    return { from: askedAt, to: answeredAt ?? closedAt };
  }
  const { endedAt, scheduledAt, startedAt } = entry.item;
  return { from: startedAt ?? scheduledAt, to: endedAt ?? closedAt };
}
