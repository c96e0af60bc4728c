import { conditionsOf } from './conditions';

const schema = {
  type: 'object',
  properties: { to: { type: 'string', title: 'Last version' } },
};

describe('what a predicate asks for', () => {
  it.each([
    [
      { 'target.metadata.annotations.temporal.io/environment': 'production' },
      { name: 'Environment', asks: 'is', values: ['production'] },
    ],
    [
      { 'target.spec.lifecycle': { $in: ['production', 'beta'] } },
      { name: 'Lifecycle', asks: 'is', values: ['production', 'beta'] },
    ],
    [
      { 'input.to': { $exists: false } },
      { name: 'Last version', asks: 'notGiven', values: [] },
    ],
    [
      { 'input.to': { $hasPrefix: '00' } },
      { name: 'Last version', asks: 'startsWith', values: ['00'] },
    ],
    [
      { 'target.metadata.tags': { $contains: 'pci' } },
      { name: 'Tags', asks: 'contains', values: ['pci'] },
    ],
  ])('%j', (predicate, condition) => {
    expect(conditionsOf(predicate, schema)).toEqual([condition]);
  });

  it('is told condition by condition, where all must hold', () => {
    const predicate = { $all: [{ 'input.to': 'a' }, { 'input.by': 'b' }] };
    const names = conditionsOf(predicate, schema)?.map(({ name }) => name);
    expect(names).toEqual(['Last version', 'By']);
  });

  it('is not told where it is more than a list', () => {
    for (const predicate of [
      { $not: { 'input.to': 'a' } },
      { $any: [{ 'input.to': 'a' }] },
    ]) {
      expect(conditionsOf(predicate, schema)).toBeUndefined();
    }
  });
});
