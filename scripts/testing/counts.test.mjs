import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countsIn, countsOfJest, countsOfTap, settle, sum } from './counts.mjs';

describe('what a runner found', () => {
  it('adds up over all runners', () => {
    const total = sum([
      { passed: 2, failed: 1 },
      { passed: 3, failed: 0 },
    ]);
    assert.deepEqual(total, { passed: 5, failed: 1 });
  });

  it('is read from every summary that was printed', () => {
    const text = 'layers: 10 passed, 1 failed\nbudgets: 4 passed, 2 failed\n';
    assert.deepEqual(countsIn(text), { passed: 14, failed: 3 });
  });

  it('counts a jest file that did not even load as a failure', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 1,
    };
    assert.deepEqual(countsOfJest(report), { passed: 7, failed: 1 });
  });

  it('counts a cancelled test of Node as a failure', () => {
    const tap = '# tests 4\n# pass 2\n# fail 1\n# cancelled 1\n';
    assert.deepEqual(countsOfTap(tap), { passed: 2, failed: 2 });
  });

  for (const [what, counts, endedWell, failed] of [
    ['passes when all is well', { passed: 1, failed: 0 }, true, 0],
    ['fails when nothing ran', { passed: 0, failed: 0 }, true, 1],
    ['fails when it ended badly', { passed: 1, failed: 0 }, false, 1],
    ['keeps its own count of failures', { passed: 1, failed: 2 }, false, 2],
  ]) {
    it(what, () => {
      assert.equal(settle(counts, endedWell).failed, failed);
    });
  }
});
