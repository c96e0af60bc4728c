import type { JsonObject } from '@backstage/types';
import { findsSecrets } from './secretPaths';
import { marksSecrets } from './secretPlaces';

const secret = { type: 'string', writeOnly: true };
const plain = { type: 'string' };
const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...rest,
});

describe('what is secret in an input', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['a field', object({ a: secret, b: plain }), { a: 'x', b: 'y' }, ['/a']],
    [
      'a password',
      object({ a: { type: 'string', format: 'password' } }),
      { a: 'x' },
      ['/a'],
    ],
    ['nothing that is not there', object({ a: secret }), {}, []],
    [
      'a field of a field, with its own name',
      object({ 'a/b': object({ 'c~d': secret }) }),
      { 'a/b': { 'c~d': 'x' } },
      ['/a~1b/c~0d'],
    ],
    [
      'items',
      object({ a: { type: 'array', items: secret } }),
      { a: ['x', 'y'] },
      ['/a/0', '/a/1'],
    ],
    [
      'fields of any name',
      object({ a: { type: 'object', additionalProperties: secret } }),
      { a: { x: 'x', y: 'y' } },
      ['/a/x', '/a/y'],
    ],
    [
      'fields whose names follow a pattern',
      object({}, { patternProperties: { '^s_': secret } }),
      { s_a: 'x', a: 'y' },
      ['/s_a'],
    ],
    [
      'what a definition says',
      object(
        { a: { $ref: '#/definitions/key' } },
        { definitions: { key: secret } },
      ),
      { a: 'x' },
      ['/a'],
    ],
    [
      'a definition that is in itself',
      object(
        { a: { $ref: '#/definitions/node' } },
        {
          definitions: {
            node: object({ key: secret, next: { $ref: '#/definitions/node' } }),
          },
        },
      ),
      { a: { key: 'x', next: { key: 'y' } } },
      ['/a/key', '/a/next/key'],
    ],
    [
      'a mark beside a reference',
      object(
        { a: { $ref: '#/definitions/key', writeOnly: true } },
        { definitions: { key: plain } },
      ),
      { a: 'x' },
      ['/a'],
    ],
    [
      'what one of several schemas says',
      object({}, { allOf: [object({ a: secret }), object({ b: plain })] }),
      { a: 'x', b: 'y' },
      ['/a'],
    ],
    [
      'any branch, though another fits',
      object({ a: { anyOf: [plain, secret] } }),
      { a: 'x' },
      ['/a'],
    ],
    [
      'a branch, though it is not the one that fits',
      object({
        a: { oneOf: [{ type: 'string' }, { ...secret, minLength: 9 }] },
      }),
      { a: 'x' },
      ['/a'],
    ],
    [
      'then',
      object(
        { kind: plain },
        {
          if: object({ kind: { const: 'token' } }),
          then: object({ a: secret }),
          else: object({ a: plain }),
        },
      ),
      { kind: 'token', a: 'x' },
      ['/a'],
    ],
    [
      'but not where the condition does not hold',
      object(
        { kind: plain },
        {
          if: object({ kind: { const: 'token' } }),
          then: object({ a: secret }),
          else: object({ a: plain }),
        },
      ),
      { kind: 'name', a: 'x' },
      [],
    ],
    [
      'what another field brings along',
      object({ a: plain }, { dependencies: { b: object({ a: secret }) } }),
      { a: 'x', b: 'y' },
      ['/a'],
    ],
    [
      'a whole object, once',
      object({ a: object({ b: secret }, { writeOnly: true }) }),
      { a: { b: 'x' } },
      ['/a'],
    ],
    ['what is empty', object({ a: secret }), { a: '' }, ['/a']],
    [
      'nothing by writeOnly: false',
      object({ a: { writeOnly: false } }),
      { a: 'x' },
      [],
    ],
  ])('is %s', (_, schema, value, expected) => {
    expect(findsSecrets(schema)(value)).toEqual(expected);
    expect(marksSecrets(schema)).toBe(
      JSON.stringify(schema).match(/writeOnly":true|password/) !== null,
    );
  });

  it('is found anew in each value', () => {
    const find = findsSecrets(object({ a: secret, b: secret }));
    expect(find({ a: 'x' })).toEqual(['/a']);
    expect(find({ b: 'x' })).toEqual(['/b']);
  });
});
