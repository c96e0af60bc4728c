import { useEffect } from 'react';

/** The browser asks before a reload throws away what was typed. */
export function useLeaveWarning(draft: { readonly isTouched: boolean }): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (draft.isTouched) {
        event.preventDefault();
      }
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [draft]);
}
