import type {
  Decision,
  GivenAnswer,
  RunQuestion,
} from 'backstage-plugin-temporal-common';
import type { StoredAnswer, StoredQuestion } from './StoredQuestion';

/**
 * A question as pages show it.
 * @param shown - `inFull`: whether what was answered may be seen, which is for
 *   those who may see the run's inputs
 */
export function presentQuestion(
  question: StoredQuestion,
  shown: {
    readonly who: readonly string[];
    readonly answers: readonly StoredAnswer[];
    readonly inFull: boolean;
    readonly mayAnswer: Decision;
    readonly notified: RunQuestion['notified'];
  },
): RunQuestion {
  return {
    key: question.key,
    kind: question.kind,
    title: question.title,
    text: question.text,
    schema: question.schema,
    who: shown.who,
    quorum: question.quorum,
    reasonRequired: question.reasonRequired,
    askedAt: question.askedAt.toISOString(),
    deadline: question.deadline?.toISOString(),
    answers: shown.answers.flatMap(answer =>
      answer.countedAt ? [presentAnswer(answer, shown.inFull)] : [],
    ),
    outcome: question.outcome,
    closedAt: question.endedAt?.toISOString(),
    mayAnswer: shown.mayAnswer,
    notified: shown.notified,
  };
}

function presentAnswer(answer: StoredAnswer, inFull: boolean): GivenAnswer {
  return {
    by: answer.answerer,
    at: (answer.countedAt ?? answer.sentAt).toISOString(),
    verdict: answer.verdict,
    reason: answer.reason,
    answer: inFull ? answer.answer : undefined,
  };
}
