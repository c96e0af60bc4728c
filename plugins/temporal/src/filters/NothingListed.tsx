import { EmptyState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { temporalFiltersTranslationRef } from './filtersTranslation';
import { useFilters } from './useFilters';

/** Why a list is empty, and the way to see all of it where filters hide it. */
export function NothingListed(props: {
  readonly title: string;
  readonly description: string;
}) {
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  const { filters, apply } = useFilters();
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <EmptyState
      missing="content"
      title={props.title}
      description={props.description}
      action={
        isFiltered ? (
          <Button variant="secondary" onPress={() => apply({})}>
            {t('clear')}
          </Button>
        ) : undefined
      }
    />
  );
}

/** Nothing is asked for while a filter means nothing. */
export function NothingAsked() {
  const { t } = useTranslationRef(temporalFiltersTranslationRef);
  return (
    <NothingListed
      title={t('malformed.title')}
      description={t('malformed.description')}
    />
  );
}
