import type { Progress } from 'backstage-plugin-temporal-common';
import styles from './ProgressBar.module.css';

/** How far something is: a bar when the whole is known, and always words. */
export function ProgressBar({ progress }: { readonly progress: Progress }) {
  const { text, done, total } = progress;
  const known = done !== undefined && total !== undefined && total > 0;
  const share = known ? Math.min(1, done / total) : undefined;
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={known ? total : undefined}
        aria-valuenow={known ? done : undefined}
        aria-valuetext={known ? `${done} / ${total}` : undefined}
        className={styles.track}
      >
        <div
          className={known ? styles.bar : styles.sweep}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
      <span className={styles.text}>
        <span className={styles.words}>{text}</span>
        {known && (
          <span className={styles.count}>
            {done}/{total}
          </span>
        )}
      </span>
    </div>
  );
}
