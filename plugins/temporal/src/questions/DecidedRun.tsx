import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { Facts } from '../readable/Facts';
import { LongText } from '../readable/LongText';
import { Words } from '../readable/Words';
import { InitiatorName } from '../runs/InitiatorName';
import type { Asked } from './Asked';
import { temporalQuestionsTranslationRef } from './questionsTranslation';

/** What will run, on what, with what, who asked for it and why. */
export function DecidedRun(props: {
  readonly asked: Asked;
  readonly inputs: ReactNode;
}) {
  const { run, description, reason } = props.asked;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  return (
    <Facts
      facts={[
        {
          label: t('run.what'),
          value: (
            <>
              <Text weight="bold">
                <LongText text={run.action.title} />
              </Text>
              {description && (
                <Text as="p" variant="body-small" color="secondary">
                  <LongText text={description} />
                </Text>
              )}
            </>
          ),
        },
        {
          label: t('run.target'),
          value: <EntityDisplayName entityRef={run.target.entityRef} />,
        },
        { label: t('run.environment'), value: run.target.environment },
        {
          label: t('run.askedBy'),
          value: <InitiatorName initiator={run.initiator} />,
        },
        {
          label: t('run.reason'),
          value:
            reason !== undefined && reason !== '' ? (
              <Words text={reason} />
            ) : undefined,
        },
        { label: t('run.inputs'), value: props.inputs },
      ]}
    />
  );
}
