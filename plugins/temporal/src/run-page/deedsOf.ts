import { initiatorRef, type RunDetail } from 'backstage-plugin-temporal-common';

/** What somebody did to a run. */
export interface Deed {
  readonly what:
    | 'started'
    | 'claimed'
    | 'approved'
    | 'rejected'
    | 'withdrew'
    | 'answered'
    | 'retried'
    | 'cancelled'
    | 'terminated'
    | 'paused';
  readonly by: string;
  readonly at: string;
  readonly reason?: string;
}

const verdicts = {
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrew',
} as const;

const stops = { cancel: 'cancelled', terminate: 'terminated' } as const;

/** Who did what to a run, oldest first. */
export function deedsOf(run: RunDetail): readonly Deed[] {
  const { attempts, initiator, questions, standstill, stop } = run;
  const by = initiatorRef(initiator);
  const what = run.verified ? 'started' : 'claimed';
  const deeds: Deed[] = [{ what, by, at: run.requestedAt, reason: run.reason }];
  for (const answer of questions.flatMap(({ answers }) => answers)) {
    const { verdict, at, reason } = answer;
    const done = verdict ? verdicts[verdict] : 'answered';
    deeds.push({ what: done, by: answer.by, at, reason });
  }
  for (const { by: again, at, reason } of attempts) {
    if (again) deeds.push({ what: 'retried', by: again, at, reason });
  }
  if (stop) deeds.push({ ...stop, what: stops[stop.verb] });
  if (standstill?.kind === 'paused' && standstill.by && standstill.since) {
    const { since, reason } = standstill;
    deeds.push({ what: 'paused', by: standstill.by, at: since, reason });
  }
  return deeds.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
