import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { temporalRunTranslationRef } from '../run-page/runTranslation';
import { formatDuration, formatExact } from '../runs/time';
import { useLanguage, useTicking } from '../runs/useTicking';

/** How long there is still to wait; nothing to wait for means now. */
export function Countdown({ to }: { readonly to: string | undefined }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const language = useLanguage();
  const moment = to === undefined ? 0 : Date.parse(to);
  const text = useTicking(now =>
    moment > now
      ? t('standstill.againIn', {
          time: formatDuration(moment - now, language),
        })
      : t('standstill.againNow'),
  );
  return to === undefined ? (
    <>{text}</>
  ) : (
    <time dateTime={to} title={formatExact(moment, language)}>
      {text}
    </time>
  );
}
