import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { RunQuestion } from 'backstage-plugin-temporal-common';
import { useRef, useState } from 'react';
import { temporalApiRef } from '../api/TemporalApi';
import type { Asked } from './Asked';

interface AnswerState {
  readonly sending: boolean;
  readonly error?: Error;
  /** What was sent, as it was refused. */
  readonly sent?: Answer;
}

type Answer = Readonly<Record<string, unknown>>;

/** Answers a question: once, however often it is clicked. */
export function useAnswer(asked: Asked): AnswerState & {
  readonly answer: (answer: Answer) => Promise<RunQuestion | undefined>;
} {
  const { run, question, onSettled } = asked;
  const api = useApi(temporalApiRef);
  const [state, setState] = useState<AnswerState>({ sending: false });
  // A second click comes before React has drawn the first.
  const sending = useRef(false);
  const answer = async (given: Answer): Promise<RunQuestion | undefined> => {
    if (sending.current) return undefined;
    sending.current = true;
    setState({ sending: true });
    try {
      const { key } = question;
      const place = { runId: run.id, key };
      const now = await api.answerQuestion(place, { answer: given });
      setState({ sending: false });
      onSettled(now);
      return now;
    } catch (cause) {
      setState({ sending: false, error: toError(cause), sent: given });
      onSettled(undefined);
      return undefined;
    } finally {
      sending.current = false;
    }
  };
  return { ...state, answer };
}
