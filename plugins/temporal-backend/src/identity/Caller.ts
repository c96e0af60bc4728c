import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Initiator } from 'backstage-plugin-temporal-common';
import type { Request } from 'express';

/** Who is asking now, proved by a credential, and by which door. */
export interface Caller {
  readonly initiator: Initiator;
  readonly credentials: BackstageCredentials;
  readonly door: 'http';
  /** The request, for the audit record's address and agent. */
  readonly request: Request;
}

/**
 * The caller of an HTTP request.
 * @throws AuthenticationError without valid credentials
 */
export async function callerOf(
  httpAuth: HttpAuthService,
  request: Request,
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  return calledBy(credentials, request);
}

/**
 * The caller of a request that another origin's page may have sent: by the
 * cookie that Backstage gives browsers, too.
 * @throws AuthenticationError without valid credentials
 */
export async function browserOf(
  httpAuth: HttpAuthService,
  request: Request,
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
    allowLimitedAccess: true,
  });
  return calledBy(credentials, request);
}

function calledBy(
  credentials: BackstageCredentials<
    BackstageUserPrincipal | BackstageServicePrincipal
  >,
  request: Request,
): Caller {
  const { principal } = credentials;
  const initiator: Initiator =
    principal.type === 'user'
      ? { kind: 'user', entityRef: plainRef(principal.userEntityRef) }
      : { kind: 'service', subject: principal.subject };
  return { initiator, credentials, door: 'http', request };
}

/** As the catalog writes refs: a sign-in resolver may have kept capitals. */
function plainRef(entityRef: string): string {
  return stringifyEntityRef(parseEntityRef(entityRef));
}
