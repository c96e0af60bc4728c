import { proxyActivities } from '@temporalio/workflow';

interface Counting {
  count(step: { label: string; step: number }): Promise<void>;
}

const { count } = proxyActivities<Counting>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '2s' },
});

/** Does as many steps as it is told, each of which leaves its mark outside. */
export async function countSteps(input: {
  readonly label: string;
  readonly steps: number;
}): Promise<void> {
  for (let step = 0; step < input.steps; step += 1) {
    await count({ label: input.label, step });
  }
}
