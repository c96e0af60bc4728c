import { machines } from 'sign-in/src/machines.mjs';
import type { House } from '../house/House.ts';

/** A token of one of the sign-in provider's machines, for Backstage. */
export async function machineToken(house: House, id: string): Promise<string> {
  const machine = machines.find(candidate => candidate.id === id);
  const response = await fetch(`${house.signInUrl}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${id}:${machine?.secret}`)}`,
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: 'urn:backstage',
    }),
  });
  const answer: unknown = await response.json();
  const { access_token: token } = answer as { access_token?: string };
  if (!token) {
    throw new Error(`No token for machine ${id}: ${JSON.stringify(answer)}`);
  }
  return token;
}
