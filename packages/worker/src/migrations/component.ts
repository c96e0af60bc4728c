import type { Target } from 'backstage-plugin-temporal-common';
import { createHash } from 'node:crypto';

const COMPONENT_REF =
  /^component:([a-z0-9]+(?:-+[a-z0-9]+)*)\/([a-z0-9]+(?:[-_.]+[a-z0-9]+)*)$/;

/** A component, and the name that its database has. */
export interface Component {
  readonly name: string;
  readonly databaseName: string;
}

/** The target of the run has no database of its own. */
export class NotAComponentError extends Error {
  override readonly name = 'NotAComponent';
}

/**
 * The component that a run acts on. Its parts become names of files and schemas,
 * so what is not plainly an entity ref of a component is refused.
 */
export function componentOf(target: Target): Component {
  const [, namespace, name] =
    COMPONENT_REF.exec(target.entityRef.toLocaleLowerCase('en-US')) ?? [];
  if (!namespace || !name) {
    throw new NotAComponentError(
      `${target.entityRef} is not a component, and only components have databases to migrate. Run this on a component`,
    );
  }
  // Namespaces have no underscores: the first dash ends the namespace, and no two
  // components share a database.
  return {
    name,
    databaseName: bounded(`${namespace.replaceAll('-', '_')}-${name}`),
  };
}

// PostgreSQL cuts longer names off, and two that begin alike would become one.
function bounded(name: string): string {
  if (name.length <= 63) {
    return name;
  }
  const digest = createHash('sha256').update(name).digest('hex');
  return `${name.slice(0, 46)}-${digest.slice(0, 16)}`;
}
