import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiEyeLine, RiEyeOffLine } from '@remixicon/react';
import { temporalTranslationRef } from '../../translation';

/** Shows what is typed in a secret field, and hides it again. */
export function ShowButton(props: {
  /** What the field is called. */
  readonly field: string;
  readonly isShown: boolean;
  readonly onChange: (isShown: boolean) => void;
}) {
  const { field, isShown, onChange } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <ButtonIcon
      size="medium"
      variant="tertiary"
      icon={isShown ? <RiEyeOffLine aria-hidden /> : <RiEyeLine aria-hidden />}
      aria-label={t(isShown ? 'form.hide' : 'form.show', { field })}
      onPress={() => onChange(!isShown)}
    />
  );
}
