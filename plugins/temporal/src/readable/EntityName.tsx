import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { isEntityRef } from './isEntityRef';
import { LongText } from './LongText';

/** An entity, as the catalog names it; anything else as text. */
export function EntityName({ entityRef }: { readonly entityRef: string }) {
  return isEntityRef(entityRef) ? (
    <EntityRefLink entityRef={entityRef} hideIcon />
  ) : (
    <LongText text={entityRef} />
  );
}
