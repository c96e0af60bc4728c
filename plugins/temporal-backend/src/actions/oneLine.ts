/**
 * Text that people wrote, as one line of bounded length: no control characters
 * or marks that turn the direction of writing, which forge what stands beside.
 */
export function oneLine(text: string, most: number): string {
  const plain = text
    .replace(
      /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu,
      ' ',
    )
    .trim();
  const characters = [...plain];
  return characters.length > most
    ? `${characters.slice(0, most - 1).join('')}…`
    : plain;
}
