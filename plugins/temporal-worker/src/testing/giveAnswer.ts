import { Client, type Connection } from '@temporalio/client';
import {
  ANSWER_UPDATE,
  type AnswerReceipt,
  type AnswerUpdate,
  type Verdict,
} from 'backstage-plugin-temporal-common';

/**
 * An answer of somebody (`by`, an entity ref) to a question of a run; `verdict`
 * for an approval, whose answer says the same as its `decision`.
 * @public
 */
export interface TestAnswer {
  readonly runId: string;
  readonly question: string;
  readonly by: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly verdict?: Verdict;
}

/**
 * Gives an answer to a run as the backend does, with a statement from
 * `TestBackend.signAnswer`.
 * @returns what the run says to it
 * @throws WorkflowUpdateFailedError whose cause has one of the types
 * `answerRefusals`, when it does not count
 * @public
 */
export function giveAnswer(
  connection: Connection,
  given: TestAnswer,
  statement: string,
): Promise<AnswerReceipt> {
  const { runId, question, answer, by } = given;
  const handle = new Client({ connection }).workflow.getHandle(runId);
  const update: AnswerUpdate = { question, answer, statement };
  return handle.executeUpdate(ANSWER_UPDATE, {
    updateId: `${question}:${by}`,
    args: [update],
  });
}
