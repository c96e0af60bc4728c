import type { Entity } from '@backstage/catalog-model';

/** The entity that a run would act on. */
export interface StartTarget {
  readonly entityRef: string;
  readonly entity: Entity;
  /** What it stands for, such as `production`, where its file says so. */
  readonly environment: string | undefined;
}
