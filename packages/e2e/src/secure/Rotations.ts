import { setTimeout as sleep } from 'node:timers/promises';
import { rotateSigningKey } from './rotateSigningKey.ts';
import type { SecureHouse } from './SecureHouse.ts';

// A client's certificate outlives one round and the beginning of the next.
const CERTIFICATE_HOURS = 40 / 3_600;
// What a new signer takes to be known to all who read the file.
const KNOWN_MS = 4_000;

/** How often each thing was replaced. */
export interface Replaced {
  signingKeys: number;
  workerTokens: number;
  backendCertificates: number;
  workerCertificates: number;
  serverCertificates: number;
  clientAuthorities: number;
}

/**
 * Replaces all by which the parts of a house know each other, in as many rounds
 * as it is told, each of so many milliseconds.
 */
export async function rotateAll(
  secure: SecureHouse,
  options: {
    readonly rounds: number;
    readonly roundMs: number;
    /** The token of somebody who has signed in. */
    readonly token: string;
  },
): Promise<Replaced> {
  const { files, house } = secure;
  const { rounds, roundMs, token } = options;
  const replaced: Replaced = {
    signingKeys: 0,
    workerTokens: 0,
    backendCertificates: 0,
    workerCertificates: 0,
    serverCertificates: 0,
    clientAuthorities: 0,
  };
  // Between two rounds each: what comes next is there before it is needed.
  const signers: ReadonlyMap<number, () => Promise<void>> = new Map([
    [2, () => files.addClientAuthority()],
    [3, () => files.addServerAuthority()],
  ]);
  for (let round = 1; round <= rounds; round += 1) {
    const ends = Date.now() + roundMs;
    const add = signers.get(round);
    if (add) {
      await add();
      await sleep(KNOWN_MS);
    }
    await files.renew('backend', CERTIFICATE_HOURS);
    replaced.backendCertificates += 1;
    await files.renew('worker', CERTIFICATE_HOURS);
    replaced.workerCertificates += 1;
    await rotateSigningKey(house, token);
    replaced.signingKeys += 1;
    await secure.renewWorkerToken();
    replaced.workerTokens += 1;
    if (round === 4) {
      await files.dropOlderClientAuthority();
      replaced.serverCertificates += 1;
      replaced.clientAuthorities += 1;
    }
    await sleep(Math.max(0, ends - Date.now()));
  }
  return replaced;
}
