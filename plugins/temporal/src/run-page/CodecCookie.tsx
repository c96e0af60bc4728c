import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCookieAuthRefresh } from '@backstage/plugin-auth-react';
import { StaleNotice } from '../readable/RetryPanel';
import { temporalRunTranslationRef } from './runTranslation';

/**
 * Keeps the cookie by which Temporal's own page asks our backend to decode in
 * the name of the person who looks at this one.
 */
export function CodecCookie() {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const cookie = useCookieAuthRefresh({ pluginId: 'temporal' });
  return cookie.status === 'error' ? (
    <StaleNotice
      title={t('sealed.noCookie')}
      error={cookie.error}
      onRetry={cookie.retry}
    />
  ) : null;
}
