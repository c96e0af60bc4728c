import { EmptyState } from '@backstage/core-components';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import { messageOf, statusOf } from '../api/requestErrors';
import { RetryPanel } from '../readable/RetryPanel';
import { catalogRouteRef } from '../routes';
import { temporalTranslationRef } from '../translation';

/** Why there is no run to show, and where to go from here. */
export function NoRun(props: {
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const { error, onRetry } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  switch (statusOf(error)) {
    // An address that is no run's id at all is refused as bad input.
    case 400:
    case 404:
      return (
        <Dead
          title={t('run.notFound.title')}
          description={t('run.notFound.description')}
        />
      );
    case 403:
      return (
        <Dead
          title={t('run.notAllowed.title')}
          description={messageOf(error)}
        />
      );
    default:
      return (
        <Container>
          <RetryPanel
            title={t('run.unreachable.title')}
            error={error}
            onRetry={onRetry}
          />
        </Container>
      );
  }
}

function Dead(props: { readonly title: string; readonly description: string }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const catalog = useRouteRef(catalogRouteRef)?.();
  return (
    <Container>
      <EmptyState
        missing="content"
        title={props.title}
        description={props.description}
        action={
          catalog ? (
            <ButtonLink href={catalog} variant="primary">
              {t('run.backToCatalog')}
            </ButtonLink>
          ) : undefined
        }
      />
    </Container>
  );
}
