import { visibleText } from './visibleText';
import styles from './readable.module.css';

const SHOWN = 160;

/** The beginning of what somebody wrote, in few lines. */
export function ShortText({ text }: { readonly text: string }) {
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return <bdi className={styles.short}>{visibleText(cut)}</bdi>;
}
