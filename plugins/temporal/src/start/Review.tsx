import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { Text } from '@backstage/ui';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import useAsync from 'react-use/esm/useAsync';
import { Facts } from '../readable/Facts';
import { LongText } from '../readable/LongText';
import { ReadableValue } from '../readable/ReadableValue';
import { temporalTranslationRef } from '../translation';
import { maskSecrets } from './maskSecrets';
import type { StartTarget } from './StartTarget';

/** What will run, on what, as whom, and with which inputs. */
export function Review(props: {
  readonly action: OfferedAction;
  readonly target: StartTarget;
  readonly input: JsonObject;
}) {
  const { action, target, input } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const identityApi = useApi(identityApiRef);
  const { value: me } = useAsync(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  return (
    <Facts
      facts={[
        {
          label: t('start.what'),
          value: (
            <>
              <Text weight="bold">{action.title}</Text>
              {action.description && (
                <Text as="p" variant="body-small" color="secondary">
                  <LongText text={action.description} />
                </Text>
              )}
            </>
          ),
        },
        {
          label: t('start.target'),
          value: <EntityDisplayName entityRef={target.entityRef} />,
        },
        { label: t('run.environment'), value: target.environment },
        {
          label: t('start.initiator'),
          value: me && <EntityDisplayName entityRef={me.userEntityRef} />,
        },
        {
          label: t('start.inputs'),
          value:
            Object.keys(input).length > 0 ? (
              <ReadableValue
                value={maskSecrets(input, action.input)}
                schema={action.input}
              />
            ) : (
              t('start.noInputs')
            ),
        },
      ]}
    />
  );
}
