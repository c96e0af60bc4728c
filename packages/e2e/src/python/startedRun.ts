import type { RunDetail } from 'backstage-plugin-temporal-common';
import { aStart } from '../callers/requests.ts';
import type { Api } from '../house/Api.ts';

/** Starts an action of the Python worker; resolves to the id of its run. */
export async function startedRun(
  api: Api,
  action: string,
  input: unknown = {},
): Promise<string> {
  const answer = await api.startRun(
    aStart({ action: `action:default/${action}`, input }),
  );
  if (answer.status !== 201) {
    throw new Error(`${action} did not start: ${JSON.stringify(answer)}`);
  }
  return (answer.body as RunDetail).id;
}
