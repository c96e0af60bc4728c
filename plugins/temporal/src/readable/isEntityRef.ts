import { readAuditSchema } from 'backstage-plugin-temporal-common';

/** Whether a text is a full entity ref, so that it can lead to the entity. */
export function isEntityRef(text: string): boolean {
  return readAuditSchema.shape.entityRef.safeParse(text).success;
}
