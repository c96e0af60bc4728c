import { parseEntityRef } from '@backstage/catalog-model';
import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import type { ReactNode } from 'react';
import { runRouteRef } from '../routes';

/** Where the run stands, in the app's own trail: below its target. */
export function RunTrail(props: {
  readonly run: RunDetail;
  readonly children: ReactNode;
}) {
  const { action, id, target } = props.run;
  const { entityRef } = target;
  const { primaryTitle } = useEntityPresentation(entityRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const entityHref = entityRoute?.(
    entityRouteParams(parseEntityRef(entityRef)),
  );
  const runHref = useRouteRef(runRouteRef)?.({ runId: id });
  const page = (
    <BreadcrumbEntry entry={{ label: action.title, href: runHref ?? '' }}>
      {props.children}
    </BreadcrumbEntry>
  );
  return entityHref ? (
    <BreadcrumbEntry entry={{ label: primaryTitle, href: entityHref }}>
      {page}
    </BreadcrumbEntry>
  ) : (
    page
  );
}
