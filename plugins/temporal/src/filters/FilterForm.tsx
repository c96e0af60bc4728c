import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { RiFilterLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import type { FilterDraft } from './useFilterDraft';
import styles from './FilterForm.module.css';

/** Fields that narrow a list; what is typed applies by Enter or the button. */
export function FilterForm(props: {
  readonly draft: FilterDraft;
  /** What stands above the fields. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}) {
  const { draft, above, children } = props;
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  const isClear = Object.values(draft.values).every(value => !value?.trim());
  return (
    <form
      role="search"
      aria-label={t('title')}
      className={styles.form}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        draft.send();
      }}
    >
      {above}
      <div className={styles.fields}>
        {children}
        <Flex gap="2" className={styles.buttons}>
          <Button
            type="submit"
            variant="primary"
            iconStart={<RiFilterLine aria-hidden />}
          >
            {t('apply')}
          </Button>
          <Button variant="tertiary" isDisabled={isClear} onPress={draft.clear}>
            {t('clear')}
          </Button>
        </Flex>
      </div>
    </form>
  );
}
