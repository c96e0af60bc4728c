import type { JsonValue } from '@backstage/types';
import type {
  AuditEventId,
  Decision,
  Initiator,
} from 'backstage-plugin-temporal-common';
import type { Request } from 'express';

/** Something that somebody tries to do, as it is known before it is done. */
export interface Attempt {
  readonly event: AuditEventId;
  readonly caller: Actor;
  readonly meta: AuditMeta;
}

/** Who tries: a caller, or the plugin itself. */
export interface Actor {
  readonly initiator: Initiator;
  readonly door: 'http' | 'scheduler';
  /** For the address and agent in Backstage's own audit log. */
  readonly request?: Request;
}

/**
 * What an attempt is about. `initiator` is that of the run concerned, `reason`
 * what the caller gave; what has no name here goes to the record's details.
 */
export interface AuditMeta {
  readonly action?: string;
  readonly target?: string;
  readonly run?: string;
  readonly initiator?: string;
  readonly inputDigest?: string;
  readonly reason?: string;
  readonly [detail: string]: JsonValue | undefined;
}

/** What is found out while it is being done. */
export interface Note {
  /** The id of the record. */
  readonly id: number;
  add(meta: AuditMeta): void;
  /** @throws NotAllowedError with the reason, unless allowed */
  allow(decision: Decision): void;
}

/** The plugin, when it acts by itself. */
export const theScheduler: Actor = {
  initiator: { kind: 'service', subject: 'plugin:temporal' },
  door: 'scheduler',
};
