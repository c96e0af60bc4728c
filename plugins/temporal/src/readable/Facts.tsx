import type { ReactNode } from 'react';
import styles from './readable.module.css';

/** One thing that is known, under its name. */
export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Facts as a list of names and values; those without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(({ value }) => value !== undefined && value !== null)
        .map(({ label, value }) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
