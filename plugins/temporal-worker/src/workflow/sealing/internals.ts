import type { WorkflowInternalsInterceptor } from '@temporalio/workflow';
import { ANSWER_UPDATE } from 'backstage-plugin-temporal-common/workflow';
import { markPayloads } from './markPayloads';
import { sealedRun } from './sealedRun';
import { withhold } from './withhold';

// Temporal loads this module once per workflow execution.
const answers = new Set<string>();

/**
 * Has everything sealed that a run with secrets tells Temporal: all of it passes
 * here, whatever made it. What the run says to an answer is for the backend, and
 * is of the library's own words, so that stays plain.
 */
export const internals: WorkflowInternalsInterceptor = {
  activate(input, next) {
    for (const { doUpdate } of input.activation.jobs ?? []) {
      if (doUpdate?.name === ANSWER_UPDATE && doUpdate.protocolInstanceId) {
        answers.add(doUpdate.protocolInstanceId);
      }
    }
    try {
      next(input);
    } catch (error) {
      throw withhold(error);
    }
  },

  concludeActivation(input, next) {
    const { commands } = next(input);
    const run = sealedRun();
    return run === undefined
      ? { commands }
      : {
          commands: commands.map(command =>
            answers.has(command.updateResponse?.protocolInstanceId ?? '')
              ? command
              : markPayloads(command, run),
          ),
        };
  },
};
