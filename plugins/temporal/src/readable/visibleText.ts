// Line breaks and tabs are layout. The rest of these draw nothing, or, worse,
// draw what follows in another order than it is.
const UNSEEN =
  /(?![\n\r\t])[\p{Cc}\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** The text, with characters that can't be seen written as their numbers. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, character => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return `[U+${code.padStart(4, '0')}]`;
  });
}
