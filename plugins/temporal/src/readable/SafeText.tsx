import { Link } from '@backstage/ui';
import { LongText } from './LongText';
import { visibleText } from './visibleText';
import { webAddress } from './webAddress';
import styles from './readable.module.css';

/** Text from people or programs: never markup, a link only if it is one. */
export function SafeText({ text }: { readonly text: string }) {
  const address = webAddress(text);
  if (address) {
    return (
      <Link href={address} target="_blank" rel="noopener noreferrer">
        {visibleText(text)}
      </Link>
    );
  }
  return text.includes('\n') ? (
    <pre className={styles.lines}>
      <LongText text={text} />
    </pre>
  ) : (
    <span className={styles.text}>
      <LongText text={text} />
    </span>
  );
}
