import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import {
  ENVIRONMENT_ANNOTATION,
  type OfferedAction,
} from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import styles from '../readable/legible.module.css';
import { CutNotice } from '../runs/CutNotice';
import { ShowAgeContext } from '../runs/ShowAgeContext';
import { useRunList } from '../runs/useRunList';
import { StartDialog } from '../start/StartDialog';
import { useDrafts } from '../start/StartDraft';
import { temporalTranslationRef } from '../translation';
import { LatestRuns } from './LatestRuns';
import { Offer } from './Offer';
import { useActions } from './useActions';

/** What can be done to the entity, and what was done last. */
export function ActionsCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const { t } = useTranslationRef(temporalTranslationRef);
  const { list, state, runs } = useRunList({ entityRef });
  const { known, look } = useActions(entityRef, runs);
  const [chosen, setChosen] = useState<OfferedAction>();
  const draftOf = useDrafts(entityRef);
  const environment = entity.metadata.annotations?.[ENVIRONMENT_ANNOTATION];
  const offline = known.value?.unavailable !== undefined;
  return (
    <EntityInfoCard title={t('card.title')} className={styles.legible}>
      <CutNotice />
      <Offer known={known} look={look} onRun={setChosen} />
      <ShowAgeContext.Provider value={offline}>
        <LatestRuns list={list} state={state} runs={runs} />
      </ShowAgeContext.Provider>
      {chosen && (
        <StartDialog
          key={chosen.ref}
          action={chosen}
          target={{ entityRef, entity, environment }}
          draft={draftOf(chosen.ref)}
          onClose={() => setChosen(undefined)}
          onStarted={run => list.add(run)}
        />
      )}
    </EntityInfoCard>
  );
}
