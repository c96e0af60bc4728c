import {
  mkdtemp,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aHouse, type House } from '../__fixtures__/house';
import { TokenDoor } from '../__fixtures__/TokenDoor';
import { runCredentialsCommand } from './rotateCommand';

describe('temporal-worker-credentials rotate', () => {
  let house: House;
  let door: TokenDoor;
  let folder: string;
  let said = '';
  const hear = (text: string) => {
    said += `${text}\n`;
  };

  beforeAll(async () => {
    house = await aHouse();
    door = await TokenDoor.open();
  }, 60_000);
  afterAll(async () => {
    await door.close();
    await house.close();
  });

  beforeEach(async () => {
    said = '';
    jest.spyOn(console, 'log').mockImplementation(hear);
    jest.spyOn(console, 'error').mockImplementation(hear);
    folder = await mkdtemp(join(tmpdir(), 'rotating-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  const into = () => join(folder, 'worker');
  const inUse = (name: string, link = 'current') =>
    readFile(join(into(), link, name), 'utf8');
  const versions = () => readdir(join(into(), 'versions'));

  /** A folder as the secret store of a CI gives it. */
  async function given(files: Readonly<Record<string, string>>) {
    const from = await mkdtemp(join(folder, 'given-'));
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(from, name), content);
    }
    return from;
  }

  async function rotate(...words: string[]) {
    const { address } = house.temporal;
    const all = ['rotate', '--into', into(), '--address', address, ...words];
    return runCredentialsCommand(all, { BACKSTAGE_TOKEN: 'token-of-the-ci' });
  }
  const fromFolder = async (files: Readonly<Record<string, string>>) =>
    rotate('--namespace', 'default', '--from', await given(files));

  it('puts new files in place for their owner alone, and keeps those before', async () => {
    expect(await fromFolder({ 'api-key': 'first' })).toBe(0);
    expect(await fromFolder({ 'api-key': 'second', other: 'x' })).toBe(0);

    expect(await inUse('api-key')).toBe('second');
    expect(await inUse('api-key', 'previous')).toBe('first');
    expect(await readdir(join(into(), 'current'))).toEqual(['api-key']);
    const { mode } = await stat(join(into(), 'current', 'api-key'));
    expect((mode % 0o1000).toString(8)).toBe('600');
    expect(said).toContain('api-key: new');
    expect(said).not.toMatch(/first|second/);
  });

  it('keeps one version before, and goes back to it', async () => {
    for (const key of ['first', 'second', 'third']) {
      expect(await fromFolder({ 'api-key': key })).toBe(0);
    }
    expect(await versions()).toHaveLength(2);

    const previous = join(into(), 'previous');
    expect(await rotate('--namespace', 'default', '--from', previous)).toBe(0);

    expect(await inUse('api-key')).toBe('second');
  });

  it.each([
    [
      'the namespace is not there',
      { 'api-key': 'new' },
      'nowhere',
      /namespace nowhere/,
    ],
    [
      'a certificate is none',
      { 'client.pem': 'x', 'client.key': 'y' },
      'default',
      /client.pem holds no certificate/,
    ],
    [
      'a key comes without its certificate',
      { 'client.key': 'y' },
      'default',
      /client.key is set/,
    ],
    ['the folder has nothing', {}, 'default', /has none of ca.pem/],
  ])('changes nothing when %s', async (_, files, namespace, why) => {
    await fromFolder({ 'api-key': 'in-use' });
    const before = await versions();

    const from = await given(files);
    expect(await rotate('--namespace', namespace, '--from', from)).toBe(1);

    expect(said).toMatch(why);
    expect(said).toContain('Nothing was changed');
    expect(await versions()).toEqual(before);
    expect(await inUse('api-key')).toBe('in-use');
  });

  it('does not replace a folder that it did not make', async () => {
    await mkdir(join(into(), 'current'), { recursive: true });

    expect(await fromFolder({ 'api-key': 'new' })).toBe(1);
    expect(said).toContain('current is no link');
  });

  const fromBackstage = () =>
    rotate('--backstage', door.url, '--worker', 'payments-worker');

  it('has Backstage issue a token, and tries it where it is good', async () => {
    const expiresAt = new Date().toISOString();
    const namespaces = ['default'];
    const body = { token: 'issued', namespaces, expiresAt };
    door.answer = { status: 200, body };

    expect(await fromBackstage()).toBe(0);

    expect(door.asked).toEqual([
      {
        authorization: 'Bearer token-of-the-ci',
        body: { worker: 'payments-worker' },
      },
    ]);
    expect(await inUse('api-key')).toBe('issued');
    expect(said).toContain('in default');
    expect(said).not.toMatch(/issued|token-of-the-ci/);
  });

  it('takes files and a new token together, and tries no old token', async () => {
    const expiresAt = new Date().toISOString();
    const body = { token: 'issued', namespaces: ['default'], expiresAt };
    door.answer = { status: 200, body };
    const from = await given({ 'api-key': 'two words' });
    const words = ['--backstage', door.url, '--worker', 'payments-worker'];

    expect(await rotate(...words, '--from', from)).toBe(0);
    expect(await inUse('api-key')).toBe('issued');
  });

  it('says why Backstage issues none', async () => {
    const message = 'ci may not have tokens for payments-worker';
    door.answer = { status: 403, body: { error: { message } } };

    expect(await fromBackstage()).toBe(1);
    expect(said).toContain(`answered 403 (${message})`);
  });

  it('asks no backend in plaintext over a network', async () => {
    const url = 'http://backstage.example.com';
    expect(await rotate('--backstage', url, '--worker', 'w')).toBe(1);
    expect(said).toContain('could read the tokens: use https');
  });

  it.each([
    [['turn'], "There is no command 'turn'"],
    [
      ['rotate', '--into', 'x', '--address', 'y'],
      'Neither --from nor --backstage',
    ],
    [['rotate', '--from', 'x', '--into', 'y'], '--namespace is missing'],
    [['rotate', '--colour', 'red'], '--colour'],
  ])('is told how to be used: %j', async (words, why) => {
    expect(await runCredentialsCommand(words, {})).toBe(2);
    expect(said).toContain(why);
    expect(said).toContain('Usage: temporal-worker-credentials');
  });
});
