import { TextField } from '@backstage/ui';
import type { FilterField } from './useFilterDraft';

/** One that is typed. */
export function FilterText(
  props: FilterField & {
    readonly label: string;
    readonly hint: string;
    readonly onChange: (value: string) => void;
  },
) {
  const { label, hint, value = '', problem, onChange } = props;
  return (
    <TextField
      label={label}
      placeholder={hint}
      value={value}
      onChange={onChange}
      validate={() => problem}
      validationBehavior="aria"
      spellCheck="false"
    />
  );
}
