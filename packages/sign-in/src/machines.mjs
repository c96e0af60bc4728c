/** The two machines that call Backstage with their own credentials. */
export const machines = [
  { id: 'ci', secret: 'ci-demo-secret' },
  { id: 'agent', secret: 'agent-demo-secret' },
];

/** What a machine asks for as `resource`, and finds as `aud` of its token. */
export const BACKSTAGE_RESOURCE = 'urn:backstage';

export function isMachine(clientId) {
  return machines.some(machine => machine.id === clientId);
}
