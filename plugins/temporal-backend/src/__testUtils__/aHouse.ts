import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import plugin from '../index';
import { aPermissionFramework } from './aPermissionFramework';
import { someNotifications } from './someNotifications';
import { aScheduler } from './aScheduler';
import { anAuditor } from './anAuditor';
import { entities as everybody } from './people';

export const WORKER = 'external:test-service';

type Server = Awaited<ReturnType<typeof startTestBackend>>['server'];

/** Somebody who sends requests. */
export class Person {
  readonly #server: Server;
  readonly #authorization: string;

  constructor(server: Server, authorization: string | undefined) {
    this.#server = server;
    this.#authorization = authorization ?? '';
  }

  get(path: string) {
    return request(this.#server)
      .get(`/api/temporal${path}`)
      .set('Authorization', this.#authorization);
  }

  options(path: string) {
    return request(this.#server).options(`/api/temporal${path}`);
  }

  /** Asks by a real connection, which can be left open and cut. */
  fetch(path: string, gone: AbortController): Promise<Response> {
    return fetch(
      `http://localhost:${this.#server.port()}/api/temporal${path}`,
      {
        headers: { Authorization: this.#authorization },
        signal: gone.signal,
      },
    );
  }

  post(path: string, body: string | object) {
    return request(this.#server)
      .post(`/api/temporal${path}`)
      .set('Authorization', this.#authorization)
      .set('Content-Type', 'application/json')
      .send(body);
  }

  /** Asks for a greeting of payments-api, unless told otherwise. */
  start(rest: object = {}) {
    return this.post('/runs', { ...aStart(), ...rest });
  }
}

interface HouseOptions {
  readonly address: string;
  readonly entities?: Entity[];
  /** The catalog itself, when its entities change or hide. */
  readonly catalog?: ReturnType<typeof catalogServiceMock.mock>;
  readonly temporal?: Record<string, unknown>;
  /** What takes the place of the test backend's own services. */
  readonly services?: readonly BackendFeature[];
  /** The permission framework's policy, when it is to be switched on. */
  readonly permissionPolicy?: PermissionPolicy;
}

/** A backend with this plugin, its real database and a real Temporal. */
export async function aHouse(options: HouseOptions) {
  const { factory: auditor, recorded } = anAuditor();
  const notifications = someNotifications();
  const { factory: scheduler, ...tasks } = aScheduler();
  const backend = await startTestBackend({
    features: [
      plugin,
      notifications.factory,
      auditor,
      scheduler,
      options.catalog?.factory ??
        catalogServiceMock.factory({ entities: options.entities ?? everybody }),
      mockServices.rootConfig.factory({ data: aConfig(options) }),
      ...(options.services ?? []),
      ...(options.permissionPolicy
        ? aPermissionFramework(options.permissionPolicy)
        : []),
    ],
  });
  const { server } = backend;
  const as = (person: string) => new Person(server, userHeader(person));
  const service = (subject: string) =>
    new Person(server, machineHeader(subject));
  return {
    as,
    stop: () => backend.stop(),
    recorded,
    notifications,
    ...tasks,
    worker: new Person(server, mockCredentials.service.header()),
    machine: service('external:other'),
    ci: service('external:ci'),
    service,
    nobody: new Person(server, mockCredentials.none.header()),
  };
}

function userHeader(person: string) {
  return mockCredentials.user.header(`user:default/${person}`);
}

function machineHeader(subject: string) {
  return mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'temporal',
  });
}

function aConfig(options: HouseOptions) {
  return {
    app: { baseUrl: 'http://localhost:3000' },
    permission: { enabled: options.permissionPolicy !== undefined },
    temporal: {
      clusters: [{ address: options.address }],
      namespaces: [{ namespace: 'default' }],
      taskQueues: [
        {
          owner: 'group:default/payments',
          namespaces: ['default'],
          queues: ['payments'],
        },
      ],
      machines: [
        {
          subject: 'external:ci',
          actsFor: ['group:default/payments'],
          actions: ['action:default/greet'],
        },
      ],
      workers: [{ subject: WORKER, namespaces: ['default'] }],
      ...options.temporal,
    },
  };
}

export function aStart() {
  return {
    action: 'action:default/greet',
    entityRef: 'component:default/payments-api',
    input: { name: 'Ada' },
    requestKey: randomUUID(),
  };
}
