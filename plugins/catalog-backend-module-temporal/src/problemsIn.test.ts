import type { JsonObject, JsonValue } from '@backstage/types';
import { anAction, errorOf } from './testing/anAction';

function withInput(input: JsonObject) {
  return anAction({ spec: { input: { type: 'object', ...input } } });
}

describe('targets that are wrong', () => {
  it.each<[string, JsonValue | undefined, string]>([
    ['are missing', undefined, ' is missing'],
    [
      'are a word',
      'component',
      ' must be an object, such as { kind: component }',
    ],
    [
      'are a list',
      [{ kind: 'component' }],
      ' must be an object, such as { kind: component }',
    ],
    [
      'would match everything',
      {},
      ' is empty and would match every entity; say that with { kind: { $exists: true } }',
    ],
    ['have text for a list', { $all: 'component' }, '.$all must be an array'],
    [
      'have an operator of no language',
      { $every: [] },
      '.$every is not known there; use $all, $any, $not',
    ],
    [
      'mix operator and path',
      { $all: [], kind: 'component' },
      ' must hold exactly one of $all, $any, $not',
    ],
    [
      'have an empty value',
      { kind: null },
      '.kind must be text, a number, true, false or an operator',
    ],
    [
      'misspell an operator',
      { 'spec.type': { $inn: ['service'] } },
      '.spec.type.$inn is not known there; use $exists, $in, $contains, $hasPrefix',
    ],
    [
      'have two operators on one value, of which one would be ignored',
      { kind: { $in: ['component'], $exists: true } },
      '.kind must hold exactly one of $exists, $in, $contains, $hasPrefix',
    ],
    [
      'are wrong deep inside',
      { $all: [{ kind: 'api' }, { $not: { kind: { $in: ['a', {}] } } }] },
      '.$all[1].$not.kind.$in[1] must be text, a number, true or false',
    ],
    [
      'are too large',
      { kind: { $in: Array.from({ length: 3000 }, (_, i) => `kind-${i}`) } },
      ' must be at most 16 kB as JSON',
    ],
  ])('%s: refused', async (_, targets, message) => {
    const file = anAction({
      spec: { targets },
    });
    await expect(errorOf(file)).resolves.toBe(
      `Action action:shop/migrate: spec.targets${message}`,
    );
  });
});

describe('an input schema that is wrong', () => {
  it.each<[string, JsonObject, string]>([
    [
      'is of no object',
      { type: 'string' },
      '.type must be object: a run takes one object as its input',
    ],
    [
      'is of another draft',
      { $schema: 'https://json-schema.org/draft/2020-12/schema' },
      '.$schema must be http://json-schema.org/draft-07/schema#, or left out',
    ],
    [
      'has a type of no language',
      { properties: { to: { type: 'strin' } } },
      '.properties.to.type must be equal to one of the allowed values: array, boolean, integer, null, number, object, string',
    ],
    [
      'tells a secret',
      {
        properties: { key: { type: 'string', writeOnly: true, default: 'x' } },
      },
      '.properties.key.default would tell the secret to everybody who reads this file',
    ],
    [
      'tells what a secret is compared with',
      { properties: { key: { format: 'password', enum: ['x', 'y'] } } },
      '.properties.key.enum would tell the secret to everybody who reads this file',
    ],
    [
      'is secret as a whole',
      { writeOnly: true },
      ' can only have secret fields, not be secret as a whole',
    ],
    ['requires no list', { required: 'to' }, '.required must be array'],
    [
      'has a keyword of no language',
      { requird: ['to'] },
      ' can\'t be used as JSON Schema: strict mode: unknown keyword: "requird"',
    ],
    [
      'has a format of no language',
      { properties: { to: { format: 'day' } } },
      ' can\'t be used as JSON Schema: unknown format "day" ignored in schema at path "#/properties/to"',
    ],
    [
      'has a broken pattern',
      { properties: { to: { type: 'string', pattern: '(' } } },
      " can't be used as JSON Schema: Invalid regular expression: /(/u: Unterminated group",
    ],
    [
      'refers to a part it lacks',
      { properties: { to: { $ref: '#/definitions/day' } } },
      " can't be used as JSON Schema: can't resolve reference #/definitions/day from id #",
    ],
    [
      'refers to another document',
      { properties: { to: { $ref: 'https://example.com/day.json' } } },
      '.properties.to.$ref must point into the same schema (#/…); others are never fetched',
    ],
    [
      'takes a name that others could refer to',
      { definitions: { day: { $id: 'day', type: 'string' } } },
      '.definitions.day.$id is not allowed here; refer to parts by #/definitions/…',
    ],
    [
      'would answer with a promise',
      { $async: true },
      '.$async is not allowed here',
    ],
    [
      'is too large',
      { description: 'd'.repeat(65_536) },
      ' must be at most 64 kB as JSON',
    ],
  ])('%s: refused', async (_, input, message) => {
    await expect(errorOf(withInput(input))).resolves.toBe(
      `Action action:shop/migrate: spec.input${message}`,
    );
  });
});
