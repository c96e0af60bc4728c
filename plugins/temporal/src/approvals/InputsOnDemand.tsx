import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useState } from 'react';
import { InputsOfRun } from '../questions/InputsOfRun';
import { temporalQuestionsTranslationRef } from '../questions/questionsTranslation';
import styles from './Approvals.module.css';

/** The inputs for those who ask: a look at others' inputs is recorded. */
export function InputsOnDemand({ runId }: { readonly runId: string }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        size="small"
        variant="tertiary"
        iconStart={
          isOpen ? (
            <RiArrowDownSLine aria-hidden />
          ) : (
            <RiArrowRightSLine aria-hidden />
          )
        }
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'approvals.hideInputs' : 'approvals.showInputs')}
      </Button>
      {isOpen && (
        <div className={styles.inputs}>
          <InputsOfRun runId={runId} />
        </div>
      )}
    </div>
  );
}
