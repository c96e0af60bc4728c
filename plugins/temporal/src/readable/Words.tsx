import { LongText } from './LongText';
import { SafeText } from './SafeText';
import { webAddress } from './webAddress';
import styles from './readable.module.css';

/** What a person wrote: read as prose, with the lines they made. */
export function Words({ text }: { readonly text: string }) {
  return webAddress(text) ? (
    <SafeText text={text} />
  ) : (
    <div className={styles.words}>
      <LongText text={text} />
    </div>
  );
}
