const SUMMARY = /(\d+) passed, (\d+) failed/g;

/** The sum of several counts of passed and failed tests. */
export function sum(counts) {
  return counts.reduce(
    (total, { passed, failed }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
    }),
    { passed: 0, failed: 0 },
  );
}

/**
 * What a runner found, given whether it ended well. One that says nothing, or
 * ends badly without naming a failure, has failed.
 */
export function settle({ passed, failed }, endedWell) {
  const silent = passed === 0 && failed === 0;
  const unexplained = !endedWell && failed === 0;
  return { passed, failed: silent || unexplained ? 1 : failed };
}

/** The sum of every `N passed, N failed` in a text. */
export function countsIn(text) {
  const found = [...text.matchAll(SUMMARY)];
  return sum(
    found.map(([, passed, failed]) => ({
      passed: Number(passed),
      failed: Number(failed),
    })),
  );
}

/** The counts of a report of jest (`--json`). */
export function countsOfJest(report) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = report;
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
  };
}

/** The counts of a TAP report of Node's own test runner. */
export function countsOfTap(text) {
  const count = name =>
    Number(text.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled') };
}

export function summary({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
