/** All bytes and texts in what Temporal answered, one after the other. */
export function bytesIn(answer: unknown): string {
  if (typeof answer === 'string') {
    return answer;
  }
  if (ArrayBuffer.isView(answer)) {
    const { buffer, byteOffset, byteLength } = answer;
    return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
  }
  return typeof answer === 'object' && answer !== null
    ? Object.entries(answer)
        .map(([name, inner]) => `${name} ${bytesIn(inner)}`)
        .join('\n')
    : '';
}
