import {
  Worker,
  type ReplayResult,
  type WorkerOptions,
} from '@temporalio/worker';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sealedDataConverter } from '../secrets/sealedDataConverter';
import {
  SecretKeys,
  type SecretKeysOptions,
} from 'backstage-plugin-temporal-credentials';

/**
 * The recorded histories in a folder, each in a `.json` file, the workflows that
 * are to go on with them, a bundle made by `bundleActionWorkflows`, and the keys
 * of runs with secrets among them.
 * @public
 */
export interface ReplayHistoriesOptions {
  readonly folder: string;
  readonly workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
  readonly secrets?: SecretKeysOptions;
}

/**
 * A history that a workflow can't go on with: the name of its file without
 * `.json`, and why.
 * @public
 */
export interface BrokenHistory {
  readonly history: string;
  readonly error: NonNullable<ReplayResult['error']>;
}

/**
 * Replays every recorded history of a folder with the workflows as they are now,
 * to see that runs which are open when you deploy can go on. Needs no Temporal
 * and no backend.
 * @returns those that can't go on; none if all can
 * @throws Error if the folder holds no history, since that would prove nothing
 * @public
 */
export async function replayHistories({
  folder,
  workflowBundle,
  secrets,
}: ReplayHistoriesOptions): Promise<readonly BrokenHistory[]> {
  const histories = await historiesIn(folder);
  const keys = secrets && new SecretKeys(secrets, 'secrets');
  const dataConverter = sealedDataConverter(keys);
  const options = { workflowBundle, dataConverter };
  const results = Worker.runReplayHistories(options, histories);
  const broken: BrokenHistory[] = [];
  // Results come in order, and two histories may be of one workflow.
  let next = 0;
  for await (const { error } of results) {
    const { name } = histories[next];
    if (error) broken.push({ history: name, error });
    next += 1;
  }
  return broken;
}

async function historiesIn(folder: string) {
  const files = (await readdir(folder)).filter(file => file.endsWith('.json'));
  if (files.length === 0) {
    throw new Error(
      `There is no history in ${folder}: record some with keepHistory and RECORD_HISTORIES=1`,
    );
  }
  return Promise.all(
    files.sort().map(async file => {
      const history = historyFromJSON(
        JSON.parse(await readFile(join(folder, file), 'utf8')),
      );
      const [first] = history.events ?? [];
      const started = first?.workflowExecutionStartedEventAttributes;
      const workflowId = started?.workflowId ?? file;
      return { name: basename(file, '.json'), workflowId, history };
    }),
  );
}
