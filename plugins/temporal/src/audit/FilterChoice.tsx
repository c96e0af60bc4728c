import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { FilterName } from './AuditFilters';
import { temporalAuditTranslationRef } from './auditTranslation';

const ANY = 'any';

/** One of a list, or any. */
export function FilterChoice(props: {
  readonly name: FilterName;
  readonly value: string | undefined;
  readonly problem: string | undefined;
  readonly placeholder?: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
}) {
  const { name, value, problem, placeholder, choices, onChange } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return (
    <Select
      label={t(`filter.${name}`)}
      placeholder={placeholder ?? value ?? t('filter.any')}
      options={[
        { value: ANY, label: t('filter.any') },
        ...choices.map(({ id, label }) => ({ value: id, label })),
      ]}
      value={value ?? (placeholder === undefined ? ANY : null)}
      onChange={key => onChange(key === ANY ? undefined : String(key))}
      validate={() => problem}
      validationBehavior="aria"
    />
  );
}
