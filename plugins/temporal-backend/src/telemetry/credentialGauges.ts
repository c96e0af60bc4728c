import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { CredentialFact } from 'backstage-plugin-temporal-credentials';
import type { Credentials } from '../health/Credentials';

/** How old each credential is, and for how long it is good, by its setting. */
export function addCredentialGauges(
  metrics: MetricsService,
  credentials: Credentials,
): void {
  const add = (
    name: string,
    description: string,
    read: (fact: CredentialFact) => number | undefined,
  ) =>
    metrics
      .createObservableGauge(name, { description, unit: 's' })
      .addCallback(async result => {
        for (const fact of await credentials.facts()) {
          const value = read(fact);
          const { setting } = fact;
          if (value !== undefined) result.observe(value, { setting });
        }
      });
  add(
    'temporal.credential.age',
    'Since a credential began to be good, or was written',
    ({ since }) => since && (Date.now() - since.getTime()) / 1_000,
  );
  add(
    'temporal.credential.remaining',
    'Until a credential expires; below zero once it has',
    ({ expires }) => expires && (expires.getTime() - Date.now()) / 1_000,
  );
}
