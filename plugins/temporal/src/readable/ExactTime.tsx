import { formatExact } from '../runs/time';
import { useLanguage } from '../runs/useTicking';

/** A moment to the second, where the person is. */
export function ExactTime({ at }: { readonly at: string }) {
  const language = useLanguage();
  return <time dateTime={at}>{formatExact(Date.parse(at), language)}</time>;
}
