/** What a field of text shows of a form's value. */
export function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
