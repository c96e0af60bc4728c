import { useEffect, useRef, type RefObject } from 'react';

/**
 * Takes the focus when another list is shown and the button that changed it,
 * which stood in a row, is gone with it.
 */
export function useFocusWhenLost(list: unknown): RefObject<HTMLSpanElement> {
  const element = useRef<HTMLSpanElement>(null);
  const before = useRef(list);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (before.current !== list && isLost) {
      element.current?.focus();
    }
    before.current = list;
  }, [list]);
  return element;
}
