/** Takes records as fast as it can, and fails if they did not all arrive. */
export type SendRecords<T> = (records: AsyncIterable<T>) => Promise<void>;

/** Sends records, and notes how many were taken, all or not. */
export async function sendCounted<T>(
  records: AsyncIterable<T>,
  send: SendRecords<T>,
  noteCount: (count: number) => void,
): Promise<void> {
  let count = 0;
  async function* counted() {
    for await (const record of records) {
      count += 1;
      yield record;
    }
  }
  try {
    await send(counted());
  } finally {
    noteCount(count);
  }
}
