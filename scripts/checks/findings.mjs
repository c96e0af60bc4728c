/** Prints each finding, then `N passed, N failed`; fails the process on any. */
export function tell(name, checked, findings) {
  for (const { path, line, message } of findings) {
    console.log(`${path}${line ? `:${line}` : ''}: ${message}`);
  }
  const failed = new Set(findings.map(({ path }) => path)).size;
  const passed = Math.max(0, checked - failed);
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
