import { aNamespaceMap } from '../__testUtils__/aNamespaceMap';
import { anEntity } from '../__testUtils__/people';

const owned = (...owners: string[]) =>
  anEntity('Component:thing', {}, { ownedBy: owners });

const PAYMENTS = { owner: 'group:default/payments', namespace: 'payments' };
const BANK = { owner: 'group:default/bank', namespace: 'bank' };
const REST = { namespace: 'rest' };

describe('where the runs on a target begin', () => {
  const placeOf = async (
    target: ReturnType<typeof owned>,
    namespaces: Parameters<typeof aNamespaceMap>[0],
    pinned = {},
  ) => (await aNamespaceMap(namespaces).placeOf(target, pinned))?.namespace;

  it.each([
    ['its owner’s namespace', ['group:default/payments'], 'payments'],
    [
      'that of a group above its owner',
      ['group:default/payments-database'],
      'payments',
    ],
    ['the one without owner, for others', ['user:default/sam'], 'rest'],
    ['the one without owner, when nobody owns it', [], 'rest'],
  ])('is %s', async (_, owners, namespace) => {
    const all = [PAYMENTS, REST];
    expect(await placeOf(owned(...owners), all)).toBe(namespace);
  });

  it('is the first that fits, in the order of the configuration', async () => {
    const target = owned('group:default/orders', 'group:default/payments');
    expect(await placeOf(target, [BANK, PAYMENTS])).toBe('bank');
    expect(await placeOf(target, [PAYMENTS, BANK])).toBe('payments');
    expect(await placeOf(target, [REST, PAYMENTS])).toBe('rest');
  });

  it('is where the action is pinned to, whoever owns the target', async () => {
    const target = owned('group:default/payments');
    const map = aNamespaceMap([PAYMENTS]);
    expect(await map.placeOf(target, { namespace: 'pinned' })).toEqual({
      cluster: 'default',
      namespace: 'pinned',
    });
    const far = { namespace: 'pinned', cluster: 'far' };
    expect(await map.placeOf(target, far)).toEqual(far);
  });

  it('is nowhere if no namespace is for the owner, and says whom to ask', async () => {
    const target = owned('user:default/sam');
    expect(await placeOf(target, [PAYMENTS])).toBeUndefined();
    await expect(
      aNamespaceMap([PAYMENTS]).placeFor(target, {}),
    ).rejects.toThrow(
      'No namespace is there for the runs of what user:default/sam owns; an administrator adds one to temporal.namespaces',
    );
  });
});
