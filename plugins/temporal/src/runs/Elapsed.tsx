import { formatDuration } from './time';
import { useTicking } from './useTicking';

/** How long something took, or, while it has no end, has taken so far. */
export function Elapsed(props: {
  readonly from: string;
  readonly to?: string;
}) {
  const { from, to } = props;
  const text = useTicking((now, language) => {
    const ms = (to ? Date.parse(to) : now) - Date.parse(from);
    // Tenths only make sense once it stands still.
    return formatDuration(to ? ms : Math.floor(ms / 1000) * 1000, language);
  });
  return <span>{text}</span>;
}
