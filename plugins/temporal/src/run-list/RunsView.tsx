import { Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { fieldErrorsOf } from '../api/requestErrors';
import { NothingAsked } from '../filters/NothingListed';
import { FiltersProvider, useFiltersOfAddress } from '../filters/useFilters';
import { nothingYet } from '../live/RunList';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';
import { Watched } from '../live/Watched';
import legible from '../readable/legible.module.css';
import { FoundRuns } from './FoundRuns';
import { RunFilterForm } from './RunFilterForm';
import { entityRunFilters, runFilters, wantedBy } from './runFilters';

const notAsked = new Watched(nothingYet);

/** The runs that filters show: of one entity, or of all. */
export function RunsView({ entityRef }: { readonly entityRef?: string }) {
  const rules = entityRef === undefined ? runFilters : entityRunFilters;
  const applied = useFiltersOfAddress(rules);
  const { filters } = applied;
  const wanted = useMemo(
    () => wantedBy(rules, filters, entityRef),
    [rules, filters, entityRef],
  );
  const live = useLiveRuns();
  const list = wanted && live.list(wanted);
  const { error } = useWatched(list?.state ?? notAsked);
  return (
    <FiltersProvider value={applied}>
      <Flex direction="column" gap="4" className={legible.legible}>
        <RunFilterForm
          refused={error ? fieldErrorsOf(error) : []}
          ofEntity={entityRef !== undefined}
        />
        {wanted ? (
          <FoundRuns wanted={wanted} ofEntity={entityRef !== undefined} />
        ) : (
          <NothingAsked />
        )}
      </Flex>
    </FiltersProvider>
  );
}
