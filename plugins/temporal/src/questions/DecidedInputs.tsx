import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { LargePayload } from '../run-page/LargePayload';
import { LongText } from '../readable/LongText';
import { ReadableValue } from '../readable/ReadableValue';
import { Reason } from '../readable/Reason';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import styles from './Questions.module.css';

/** The inputs that are decided on, and their digest, for those who may see. */
export function DecidedInputs({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { inputDigest } = run;
  return (
    <>
      <Inputs run={run} />
      {inputDigest !== undefined && (
        <div className={styles.digest}>
          {t('inputs.digest')}{' '}
          <code>
            <LongText text={inputDigest} />
          </code>
        </div>
      )}
    </>
  );
}

function Inputs({ run }: { readonly run: RunDetail }) {
  const { id, payloads } = run;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  if (!payloads.visible) {
    const { reason, ask } = payloads.decision;
    return <Reason text={reason} ask={ask} />;
  }
  const { input, large } = payloads.value;
  if (large?.input !== undefined) {
    return <LargePayload runId={id} part="input" bytes={large.input} />;
  }
  const isEmpty =
    typeof input === 'object' &&
    input !== null &&
    Object.keys(input).length === 0;
  return isEmpty ? <>{t('inputs.none')}</> : <ReadableValue value={input} />;
}
