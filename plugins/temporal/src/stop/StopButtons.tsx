import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { RiCloseCircleLine, RiStopCircleLine } from '@remixicon/react';
import {
  stopVerbs,
  type RunDetail,
  type StopVerb,
} from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { temporalTranslationRef } from '../translation';
import { StopDialog } from './StopDialog';

const icons = {
  cancel: <RiCloseCircleLine aria-hidden />,
  terminate: <RiStopCircleLine aria-hidden />,
};

/** The ways to stop a run that is not over, for those who may. */
export function StopButtons({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const [asked, setAsked] = useState<StopVerb>();
  const { mayStop } = run;
  const allowed = stopVerbs.filter(verb => mayStop?.[verb].allowed);
  return (
    <Flex gap="2">
      {allowed.map(verb => (
        <Button
          key={verb}
          variant="secondary"
          iconStart={icons[verb]}
          isDisabled={verb === 'cancel' && run.status === 'stopping'}
          onPress={() => setAsked(verb)}
        >
          {t(`stop.${verb}.button`)}
        </Button>
      ))}
      {asked && mayStop && (
        <StopDialog
          run={run}
          verb={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Flex>
  );
}
