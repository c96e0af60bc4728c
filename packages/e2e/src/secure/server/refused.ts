/** What Temporal said, below what the SDK says of it. */
const saying = (words: RegExp) => (error: Error) =>
  words.test(`${error.message} ${error.cause}`);

/** Whether the server did not accept who asked, or what. */
export const unauthorized = saying(/Request unauthorized/);

/** Whether no connection came about, for which there is never a reason. */
export const notConnected = saying(/before the deadline/);
