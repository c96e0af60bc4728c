import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import {
  ACTION_API_VERSION,
  ACTION_KIND,
} from 'backstage-plugin-temporal-common';
import { completeRefs } from './completeRefs';
import { problemsIn } from './problemsIn';

/**
 * Reads `kind: Action`: completes its entity refs, refuses what is wrong with
 * every field named, and tells the catalog who owns it.
 */
export class ActionEntityProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'ActionEntityProcessor';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    return isOurs(entity) ? completeRefs(entity) : entity;
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (!isOurs(entity)) {
      return false;
    }
    const problems = problemsIn(entity);
    if (problems.length > 0) {
      const ref = stringifyEntityRef(entity);
      throw new InputError(`Action ${ref}: ${problems.join('; ')}`);
    }
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (isOurs(entity) && typeof entity.spec?.owner === 'string') {
      const action = getCompoundEntityRef(entity);
      const owner = parseEntityRef(entity.spec.owner);
      for (const relation of [
        { source: action, type: RELATION_OWNED_BY, target: owner },
        { source: owner, type: RELATION_OWNER_OF, target: action },
      ]) {
        emit(processingResult.relation(relation));
      }
    }
    return entity;
  }
}

/**
 * Whether this file means our kind. Any version of our group counts, so that a
 * wrong version is told rather than taken for another plugin's Action.
 */
function isOurs(entity: Entity): boolean {
  const [group] = ACTION_API_VERSION.split('/');
  return (
    entity.kind.toLocaleLowerCase('en-US') ===
      ACTION_KIND.toLocaleLowerCase('en-US') &&
    entity.apiVersion.startsWith(`${group}/`)
  );
}
