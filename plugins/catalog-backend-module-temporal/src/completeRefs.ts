import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { JsonObject, JsonValue } from '@backstage/types';
import { isJsonObject } from './isJsonObject';

type Meaning = {
  readonly defaultKind: string;
  readonly defaultNamespace: string;
};

/** What can't be read stays as written, for the validation to name. */
function complete(value: JsonValue | undefined, meaning: Meaning) {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return stringifyEntityRef(parseEntityRef(value, meaning));
  } catch {
    return value;
  }
}

function completeAll(value: JsonValue | undefined, meaning: Meaning) {
  return Array.isArray(value)
    ? value.map(item => complete(item, meaning) ?? item)
    : value;
}

function completeNamed(named: JsonObject, defaultNamespace: string) {
  const groups = { defaultKind: 'Group', defaultNamespace };
  const users = { defaultKind: 'User', defaultNamespace };
  return {
    ...named,
    ...('groups' in named && { groups: completeAll(named.groups, groups) }),
    ...('users' in named && { users: completeAll(named.users, users) }),
  };
}

function completeApproval(approval: JsonObject, defaultNamespace: string) {
  const { who } = approval;
  return isJsonObject(who)
    ? { ...approval, who: completeNamed(who, defaultNamespace) }
    : approval;
}

/**
 * The Action with short entity refs (`owner: payments`) written out in full, as
 * they are meant in its namespace. The catalog then holds no ref that anyone
 * could read in another way.
 */
export function completeRefs(entity: Entity): Entity {
  const { spec } = entity;
  if (!spec) {
    return entity;
  }
  const defaultNamespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const { owner, allow, approval } = spec;
  const groups = { defaultKind: 'Group', defaultNamespace };
  return {
    ...entity,
    spec: {
      ...spec,
      ...('owner' in spec && { owner: complete(owner, groups) }),
      ...(isJsonObject(allow) && {
        allow: completeNamed(allow, defaultNamespace),
      }),
      ...(isJsonObject(approval) && {
        approval: completeApproval(approval, defaultNamespace),
      }),
    },
  };
}
