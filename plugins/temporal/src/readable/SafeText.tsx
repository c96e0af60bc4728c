import { Link } from '@backstage/ui';
import { webAddress } from './webAddress';
import styles from './readable.module.css';

/** Text from people or programs: never markup, a link only if it is one. */
export function SafeText({ text }: { readonly text: string }) {
  const address = webAddress(text);
  if (address) {
    return (
      <Link href={address} target="_blank" rel="noopener noreferrer">
        {text}
      </Link>
    );
  }
  return text.includes('\n') ? (
    <pre className={styles.lines}>{text}</pre>
  ) : (
    <span className={styles.text}>{text}</span>
  );
}
