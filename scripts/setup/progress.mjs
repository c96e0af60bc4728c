const STILL_AT_IT_MS = 30_000;

export function say(text) {
  console.log(text);
}

function seconds(sinceMs) {
  const total = Math.round((Date.now() - sinceMs) / 100) / 10;
  return total < 60
    ? `${total} s`
    : `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`;
}

/**
 * Says what is being done, that it is still going on, and how long it took.
 * `expect` tells how long it may take the first time.
 */
export async function step(what, { expect } = {}, work) {
  const began = Date.now();
  say(`- ${what}${expect ? ` (first time: ${expect})` : ''} ...`);
  const reminder = setInterval(
    () => say(`  still at it after ${seconds(began)}: ${what}`),
    STILL_AT_IT_MS,
  );
  try {
    const result = await work();
    say(`  done in ${seconds(began)}`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}
