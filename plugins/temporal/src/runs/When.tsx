import { formatAgo, formatExact } from './time';
import { useLanguage, useTicking } from './useTicking';

/** A moment as people say it, with the exact time as its title. */
export function When({ at }: { readonly at: string }) {
  const language = useLanguage();
  const moment = Date.parse(at);
  const text = useTicking(now => formatAgo(moment, now, language));
  return (
    <time dateTime={at} title={formatExact(moment, language)}>
      {text}
    </time>
  );
}
