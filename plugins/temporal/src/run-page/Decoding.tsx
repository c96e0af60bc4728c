import type { RunDetail } from 'backstage-plugin-temporal-common';
import { lazy, Suspense } from 'react';
import { isSealed } from './isSealed';

// Few runs are given secrets; the others don't pay for it.
const CodecCookie = lazy(async () => {
  const { CodecCookie: named } = await import('./CodecCookie');
  return { default: named };
});

/** Lets Temporal's own page show what is sealed of a run. */
export function Decoding({ run }: { readonly run: RunDetail }) {
  return run.temporalUrl && isSealed(run) ? (
    <Suspense fallback={null}>
      <CodecCookie />
    </Suspense>
  ) : null;
}
