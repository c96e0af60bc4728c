import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { temporalRunTranslationRef } from './runTranslation';
import { Section } from './Section';

// Few workflows say something of themselves; the others don't pay for it.
const Markdown = lazy(async () => {
  const { Markdown: named } = await import('../readable/Markdown');
  return { default: named };
});

/** What the workflow says of itself just now. */
export function CurrentDetails({ details }: { readonly details?: string }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  return details ? (
    <Section title={t('current')}>
      <Suspense fallback={<Skeleton width="100%" height={40} />}>
        <Markdown text={details} />
      </Suspense>
    </Section>
  ) : null;
}
