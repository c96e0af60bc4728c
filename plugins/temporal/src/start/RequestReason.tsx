import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { temporalTranslationRef } from '../translation';

const LONGEST_REASON = 500;

/** Why the run is asked for, for those who decide. */
export function RequestReason(props: {
  readonly value: string;
  readonly isRequired: boolean;
  /** What the backend found wrong with it as it was sent. */
  readonly problem: string | undefined;
  readonly onChange: (reason: string) => void;
}) {
  const { value, isRequired, problem, onChange } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <TextAreaField
      label={t('start.reason')}
      description={t('start.reasonHint')}
      value={value}
      onChange={onChange}
      rows={2}
      maxLength={LONGEST_REASON}
      isRequired={isRequired}
      validate={() => problem}
      validationBehavior="aria"
    />
  );
}
