/** The address if the whole text is one of the web, else undefined. */
export function webAddress(text: string): string | undefined {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  return new URL(text).href;
}
