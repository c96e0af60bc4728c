import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiWifiOffLine } from '@remixicon/react';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';
import { temporalTranslationRef } from '../translation';
import styles from './CutNotice.module.css';

/** Says that news don't arrive just now, and what happens instead. */
export function CutNotice() {
  const { t } = useTranslationRef(temporalTranslationRef);
  const feed = useWatched(useLiveRuns().feed.state);
  return (
    <div role="status">
      {feed === 'cut' && (
        <p className={styles.notice}>
          <RiWifiOffLine size={16} aria-hidden />
          {t('live.cut')}
        </p>
      )}
    </div>
  );
}
