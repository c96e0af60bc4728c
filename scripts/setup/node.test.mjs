import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isGoodEnough } from './node.mjs';

describe('the Node that runs the house', () => {
  for (const [version, good] of [
    ['20.20.2', false],
    ['22.14.0', false],
    ['22.18.0', true],
    ['23.11.0', false],
    ['24.0.0', true],
    ['24.21.0', true],
    ['26.0.0', false],
  ]) {
    it(`${good ? 'may' : 'may not'} be ${version}`, () => {
      assert.equal(isGoodEnough(version), good);
    });
  }
});
