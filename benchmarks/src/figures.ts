/** Prints one figure: `name: value (goal <= x)`. */
export function figure(
  name: string,
  value: number,
  goal?: { readonly atMost: number } | { readonly atLeast: number },
): void {
  const digits = value >= 100 ? 0 : 2;
  process.stdout.write(
    `${name}: ${value.toFixed(digits)}${goal ? ` (${wordsOf(goal)})` : ''}\n`,
  );
}

function wordsOf(
  goal: { readonly atMost: number } | { readonly atLeast: number },
): string {
  return 'atMost' in goal
    ? `goal <= ${goal.atMost}`
    : `goal >= ${goal.atLeast}`;
}
