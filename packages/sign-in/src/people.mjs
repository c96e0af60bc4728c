/**
 * Everybody who can sign in for development. Who is in which group stands in
 * the catalog (`examples/org.yaml`); the two meet by e-mail address.
 */
export const people = [
  {
    id: 'ada',
    password: 'ada-demo',
    name: 'Ada Okafor',
    role: 'owner of payments-api',
  },
  {
    id: 'nina',
    password: 'nina-demo',
    name: 'Nina Halvorsen',
    role: 'owner of payments-api through a nested group only',
  },
  {
    id: 'sam',
    password: 'sam-demo',
    name: 'Sam Lindqvist',
    role: 'stranger to payments-api, owner of orders-api',
  },
  {
    id: 'sofia',
    password: 'sofia-demo',
    name: 'Sofia Marchetti',
    role: 'approver from security',
  },
  {
    id: 'pat',
    password: 'pat-demo',
    name: 'Pat Nakamura',
    role: 'platform admin',
  },
  {
    id: 'noel',
    password: 'noel-demo',
    name: 'Noel Fischer',
    role: 'in no catalog at all: sign-in is refused',
  },
];

export function emailOf(person) {
  return `${person.id}@example.com`;
}

export function personWithPassword(id, password) {
  return people.find(
    person => person.id === id && person.password === password,
  );
}
