/** A variable that `npm test` sets for the journeys. */
export function fromNpmTest(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(
      `${name} is not set; run the journeys by \`npm test -- journeys\`, which sets it`,
    );
  }
  return value;
}
