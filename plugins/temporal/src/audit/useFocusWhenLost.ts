import { useEffect, useRef, type RefObject } from 'react';
import type { AuditLog } from './AuditLog';

/**
 * Takes the focus when the audit changes and the button that changed it, which
 * stood in a row, is gone with it.
 */
export function useFocusWhenLost(log: AuditLog): RefObject<HTMLSpanElement> {
  const element = useRef<HTMLSpanElement>(null);
  const before = useRef(log);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (before.current !== log && isLost) {
      element.current?.focus();
    }
    before.current = log;
  }, [log]);
  return element;
}
