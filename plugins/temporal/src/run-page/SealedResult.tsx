import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { SealedWords } from '../readable/SealedWords';
import { webAddress } from '../readable/webAddress';
import { temporalTranslationRef } from '../translation';
import { temporalRunTranslationRef } from './runTranslation';
import styles from './RunPage.module.css';

/** Stands where the result of a run with secrets would be. */
export function SealedResult({ run }: { readonly run: RunDetail }) {
  return (
    <Flex direction="column" gap="2">
      <SealedWords />
      <ShownInTemporal run={run} />
    </Flex>
  );
}

/** Where those who may see it find what is sealed. */
export function ShownInTemporal({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { t: common } = useTranslationRef(temporalTranslationRef);
  const address = run.temporalUrl && webAddress(run.temporalUrl);
  return address ? (
    <p className={styles.quiet}>
      {t('sealed.where')}{' '}
      <Link href={address} target="_blank" rel="noopener noreferrer">
        {common('run.openInTemporal')}
      </Link>
    </p>
  ) : null;
}
