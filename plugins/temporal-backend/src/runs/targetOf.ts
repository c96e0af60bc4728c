import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ENVIRONMENT_ANNOTATION,
  type Target,
} from 'backstage-plugin-temporal-common';
import { oneLine } from '../actions/oneLine';

const LONGEST_ENVIRONMENT = 255;

/** An entity as the target of a run. @throws InputError */
export function targetOf(entity: Entity): Target {
  const environment = entity.metadata.annotations?.[ENVIRONMENT_ANNOTATION];
  const entityRef = stringifyEntityRef(entity);
  const wrong =
    environment !== undefined &&
    oneLine(environment, LONGEST_ENVIRONMENT) !== environment;
  if (wrong) {
    throw new InputError(
      `The annotation ${ENVIRONMENT_ANNOTATION} of ${entityRef} must be one line of at most ${LONGEST_ENVIRONMENT} characters; correct its catalog file`,
    );
  }
  return { entityRef, environment };
}
