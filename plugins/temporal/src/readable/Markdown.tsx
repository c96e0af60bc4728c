import { Link } from '@backstage/ui';
import ReactMarkdown from 'react-markdown';
import gfm from 'remark-gfm';
import { visibleText } from './visibleText';
import { webAddress } from './webAddress';
import styles from './Markdown.module.css';

// No picture: loading one tells whoever keeps it who looks at this page.
const allowed = [
  ...['p', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'hr', 'br'],
  ...['ul', 'ol', 'li', 'a', 'h4', 'h5', 'h6'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  // Drawn as smaller ones, because the page has its own above them.
  ...['h1', 'h2', 'h3'],
];

/** Markdown from programs: raw HTML stays text, links lead to the web only. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <ReactMarkdown
      className={styles.markdown}
      remarkPlugins={[gfm]}
      allowedElements={allowed}
      unwrapDisallowed
      transformLinkUri={href => webAddress(href) ?? ''}
      components={{
        h1: 'h4',
        h2: 'h5',
        h3: 'h6',
        a: ({ href, children }) =>
          href ? (
            <Link href={href} target="_blank" rel="noopener noreferrer">
              {children}
            </Link>
          ) : (
            <>{children}</>
          ),
      }}
    >
      {visibleText(text)}
    </ReactMarkdown>
  );
}
