import { useEffect, useRef } from 'react';

/** Takes the focus to the row that it stands in, once it is on the page. */
export function RowFocus() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    mark.current?.closest<HTMLElement>('[role=row]')?.focus();
  }, []);
  return <span ref={mark} hidden />;
}
