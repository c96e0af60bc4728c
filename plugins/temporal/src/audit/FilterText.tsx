import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { temporalAuditTranslationRef } from './auditTranslation';

/** One that is typed. */
export function FilterText(props: {
  readonly name: 'person' | 'entityRef' | 'action' | 'run';
  readonly value: string | undefined;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  const { name, value = '', problem, onChange } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return (
    <TextField
      label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}Hint`)}
      value={value}
      onChange={onChange}
      validate={() => problem}
      validationBehavior="aria"
      spellCheck="false"
    />
  );
}
