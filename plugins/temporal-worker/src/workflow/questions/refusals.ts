import { ApplicationFailure } from '@temporalio/common';
import {
  answerRefusals,
  type QuestionOutcome,
} from 'backstage-plugin-temporal-common/workflow';

export function refusedAsClosed(
  key: string,
  outcome?: QuestionOutcome,
): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    outcome
      ? `The question "${key}" is closed: ${outcome}`
      : `This run does not ask "${key}" now`,
    answerRefusals.closed,
  );
}

export function refusedAsRepeated(
  key: string,
  answerer: string,
): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `${answerer} has answered the question "${key}" already`,
    answerRefusals.repeated,
  );
}

export function refusedAsBad(reason: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(reason, answerRefusals.statement);
}
