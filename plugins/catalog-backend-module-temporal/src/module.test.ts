import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import catalog from '@backstage/plugin-catalog-backend';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import catalogModuleTemporal from './index';

function located(entity: Entity): Entity {
  const annotations = {
    [ANNOTATION_LOCATION]: 'inline:test',
    [ANNOTATION_ORIGIN_LOCATION]: 'inline:test',
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

function anAction(name: string, spec: JsonObject): Entity {
  return located({
    apiVersion: 'temporal.io/v1alpha1',
    kind: 'Action',
    metadata: { name },
    spec: {
      owner: 'payments',
      workflowType: 'migrate',
      taskQueue: 'payments',
      ...spec,
    },
  });
}

const payments = located({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments' },
  spec: { type: 'team', children: [] },
});

/** The real catalog with our module, given these entities. */
async function aCatalog(entities: Entity[]) {
  const refused: string[] = [];
  const source = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test-source',
    register(reg) {
      reg.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => 'test-source',
            connect: async (connection: EntityProviderConnection) =>
              connection.applyMutation({
                type: 'full',
                entities: entities.map(entity => ({ entity })),
              }),
          });
          processing.setOnProcessingErrorHandler(({ errors }) => {
            refused.push(...errors.map(String));
          });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      catalog,
      source,
      catalogModuleTemporal,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            processingInterval: { seconds: 5 },
            stitchingStrategy: { pollingInterval: { milliseconds: 100 } },
          },
        },
      }),
    ],
  });
  return { backend, refused };
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const seen = await look();
    if (seen !== undefined) {
      return seen;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('Waited 30 s in vain');
}

async function entityOf(backend: TestBackend, path: string) {
  const { status, body } = await request(backend.server).get(
    `/api/catalog/entities/by-name/${path}`,
  );
  return status === 200 && body.relations?.length > 0 ? body : undefined;
}

describe('the catalog with this module', () => {
  let backend: TestBackend;
  let refused: string[];

  beforeAll(async () => {
    ({ backend, refused } = await aCatalog([
      payments,
      anAction('migrate', {
        targets: { $not: { kind: { $in: ['user', 'group'] } } },
      }),
      anAction('broken', {
        targets: { $all: 'component' },
        taskQueue: undefined,
      }),
    ]));
  }, 60_000);

  afterAll(() => backend.stop());

  it('holds an Action with its owner', async () => {
    const action = await eventually(() =>
      entityOf(backend, 'action/default/migrate'),
    );
    expect(action).toMatchObject({
      spec: {
        owner: 'group:default/payments',
        targets: { $not: { kind: { $in: ['user', 'group'] } } },
      },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
    });
  }, 60_000);

  it('tells the owner of its Action', async () => {
    const group = await eventually(() =>
      entityOf(backend, 'group/default/payments'),
    );
    expect(group.relations).toContainEqual({
      type: 'ownerOf',
      targetRef: 'action:default/migrate',
    });
  }, 60_000);

  it('refuses a wrong Action with every field named', async () => {
    const [error] = await eventually(async () =>
      refused.length > 0 ? refused : undefined,
    );
    expect(error).toContain(
      'Action action:default/broken: spec.taskQueue is missing; spec.targets.$all must be an array',
    );
    await expect(
      entityOf(backend, 'action/default/broken'),
    ).resolves.toBeUndefined();
  }, 60_000);
});
