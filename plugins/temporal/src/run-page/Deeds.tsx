import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { CallerName } from '../audit/CallerName';
import { Words } from '../readable/Words';
import { When } from '../runs/When';
import { Attested } from './Attested';
import { deedsOf } from './deedsOf';
import { temporalRunTranslationRef } from './runTranslation';
import { Section } from './Section';
import styles from './RunPage.module.css';

/** Who started, answered, retried and stopped a run, and why. */
export function Deeds({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  return (
    <Section title={t('deeds.title')}>
      <ol className={styles.deeds}>
        {deedsOf(run).map(({ what, by, at, reason }) => (
          <li key={`${what} ${by} ${at}`}>
            <CallerName caller={by} /> {t(`deeds.${what}`)}{' '}
            <span className={styles.quiet}>
              <When at={at} />
            </span>
            {reason && <Words text={reason} />}
            {(what === 'started' || what === 'claimed') && (
              <Attested run={run} />
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
