import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { LongText } from '../readable/LongText';
import { isEntityRef } from './isEntityRef';

/** An entity, as the catalog names it; anything else as text. */
export function EntityName({ entityRef }: { readonly entityRef: string }) {
  return isEntityRef(entityRef) ? (
    <EntityRefLink entityRef={entityRef} hideIcon />
  ) : (
    <LongText text={entityRef} />
  );
}
