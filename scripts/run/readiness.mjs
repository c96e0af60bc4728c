import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const BETWEEN_TRIES_MS = 200;
const ONE_TRY_MS = 2_000;

/** Whether a URL answers with success. */
export async function answers(url) {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(ONE_TRY_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Whether something accepts connections at `host:port`. */
export function accepts(address) {
  const at = address.lastIndexOf(':');
  return new Promise(resolve => {
    const socket = connect({
      host: address.slice(0, at),
      port: Number(address.slice(at + 1)),
      timeout: ONE_TRY_MS,
    });
    const finish = result => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}

/** Waits until `check` says yes; resolves to whether it did in time. */
export async function until(check, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (await check()) {
      return true;
    }
    await sleep(BETWEEN_TRIES_MS);
  }
  return false;
}
