import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aHouse, housePorts, type HousePorts } from '../house/aHouse.ts';
import { freePorts } from '../house/freePorts.ts';
import type { House } from '../house/House.ts';
import { PostgresDatabase } from '../house/PostgresDatabase.ts';
import { KillablePostgres } from './KillablePostgres.ts';
import { loadExamples, type LoadExamples } from './loadExamples.ts';
import { TcpProxy } from './TcpProxy.ts';

/** Who speaks to whom through a proxy. */
export const links = [
  'backend-temporal',
  'worker-temporal',
  'worker-backend',
  'page-backend',
  'stream-backend',
] as const;

export type LinkName = (typeof links)[number];

export type Person = 'ada' | 'nina' | 'sofia' | 'pat';

export type Tokens = Readonly<Record<Person, string>>;

const people: readonly Person[] = ['ada', 'nina', 'sofia', 'pat'];

const workerMain = fileURLToPath(
  new URL('worker/countingWorker.cts', import.meta.url),
);

interface Parts {
  readonly house: House;
  readonly services: readonly string[];
  readonly proxies: Readonly<Record<LinkName, TcpProxy>>;
  readonly examples: LoadExamples;
  readonly postgres?: KillablePostgres;
  readonly database?: PostgresDatabase;
}

export interface FaultyHouseOptions {
  readonly name: string;
  readonly database: 'sqlite' | 'postgres';
  readonly services: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The most that its backend may keep in memory, in MB of JavaScript. */
  readonly heapMb?: number;
}

/** A house, all of it real, in which everything can be made to fail. */
export class FaultyHouse {
  readonly house: House;
  readonly services: readonly string[];
  readonly proxies: Readonly<Record<LinkName, TcpProxy>>;
  readonly effectsFile: string;
  readonly postgres: KillablePostgres | undefined;
  readonly database: PostgresDatabase | undefined;
  readonly #examples: LoadExamples;
  #tokens: Promise<Tokens> | undefined;

  private constructor(parts: Parts) {
    this.house = parts.house;
    this.services = parts.services;
    this.proxies = parts.proxies;
    this.effectsFile = parts.examples.env.EFFECTS_FILE;
    this.postgres = parts.postgres;
    this.database = parts.database;
    this.#examples = parts.examples;
  }

  static async start(options: FaultyHouseOptions): Promise<FaultyHouse> {
    const { env, heapMb, name, services } = options;
    const examples = await loadExamples(services);
    const postgres =
      options.database === 'postgres'
        ? await KillablePostgres.start(name)
        : undefined;
    const database = postgres && (await PostgresDatabase.on(postgres.url));
    const ports = await housePorts();
    const proxies = await proxiesTo(ports);
    const on = (link: LinkName) => `127.0.0.1:${proxies[link].port}`;
    const house = await aHouse({
      name,
      ports,
      workerMain,
      postgres: database,
      env: { ...examples.env, ...env },
      backendEnv: {
        TEMPORAL_ADDRESS: on('backend-temporal'),
        ...(heapMb && { NODE_OPTIONS: `--max-old-space-size=${heapMb}` }),
      },
      workerEnv: {
        TEMPORAL_ADDRESS: on('worker-temporal'),
        BACKSTAGE_URL: `http://${on('worker-backend')}`,
      },
    });
    const own = { examples, postgres, database, services };
    return new FaultyHouse({ house, proxies, ...own });
  }

  /** The API as a page reaches it: through a proxy. */
  get pageUrl(): string {
    return `http://127.0.0.1:${this.proxies['page-backend'].port}`;
  }

  /** The same for event streams, which have a proxy of their own. */
  get streamUrl(): string {
    return `http://127.0.0.1:${this.proxies['stream-backend'].port}`;
  }

  /** Signs everybody in, once; their tokens live for an hour. */
  tokens(): Promise<Tokens> {
    this.#tokens ??= tokensOf(this.house);
    return this.#tokens;
  }

  async stop(): Promise<void> {
    await this.house.stop();
    await Promise.all(Object.values(this.proxies).map(each => each.close()));
    await this.postgres?.remove();
    await rm(this.#examples.folder, { recursive: true, force: true });
  }
}

async function tokensOf(house: House): Promise<Tokens> {
  const browser = await aBrowser();
  try {
    const entries: (readonly [Person, string])[] = [];
    // One after the other: on a busy machine four at once get in each other's way.
    for (const name of people) {
      const visitor = await aSignedInVisitor(browser, house, name);
      entries.push([name, await visitor.token()]);
      await visitor.leave();
    }
    return Object.fromEntries(entries) as Record<Person, string>;
  } finally {
    await browser.close();
  }
}

async function proxiesTo(
  ports: HousePorts,
): Promise<Readonly<Record<LinkName, TcpProxy>>> {
  const own = await freePorts(...links);
  const targets: Record<LinkName, number> = {
    'backend-temporal': ports.temporal,
    'worker-temporal': ports.temporal,
    'worker-backend': ports.backend,
    'page-backend': ports.backend,
    'stream-backend': ports.backend,
  };
  const entries = await Promise.all(
    links.map(
      async link =>
        [link, await TcpProxy.between(own[link], targets[link])] as const,
    ),
  );
  return Object.fromEntries(entries) as Record<LinkName, TcpProxy>;
}
