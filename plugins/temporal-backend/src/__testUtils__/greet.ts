import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';

const { greeting } = proxyActivities<{
  greeting(name: string): Promise<string>;
}>({ startToCloseTimeout: '1 minute', retry: { initialInterval: '50ms' } });

/** A workflow for tests: greets by one activity. */
export async function greet(input: { name: string }): Promise<string> {
  setCurrentDetails(`Greeting **${input.name}**`);
  return greeting(input.name);
}
