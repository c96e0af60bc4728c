import type { Api } from './Api.ts';

interface RunPage {
  readonly items: readonly { readonly id: string; readonly status: string }[];
}

async function pageOf(api: Api, entityRef: string): Promise<RunPage> {
  const answer = await api.get(`/runs?entityRef=${entityRef}&limit=100`);
  if (answer.status !== 200) {
    throw new Error(`No runs of ${entityRef}: ${JSON.stringify(answer)}`);
  }
  return answer.body as RunPage;
}

/** The ids of the runs on an entity, newest first. */
export async function runIdsIn(api: Api, entityRef: string): Promise<string[]> {
  return (await pageOf(api, entityRef)).items.map(({ id }) => id);
}

/** The status of each run on an entity, newest first. */
export async function statusesIn(
  api: Api,
  entityRef: string,
): Promise<string[]> {
  return (await pageOf(api, entityRef)).items.map(({ status }) => status);
}
