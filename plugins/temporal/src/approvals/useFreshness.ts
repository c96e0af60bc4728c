import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';

/**
 * Looks again when the person comes back to the page, and when they are
 * notified: whoever is to decide is, and whoever asked.
 */
export function useFreshness(look: () => void): void {
  // The channel of Backstage's notifications. Without them, it stays silent.
  const { lastSignal } = useSignal('notifications');
  useEffect(() => {
    look();
  }, [look, lastSignal]);
  useEffect(() => {
    const lookWhenSeen = () => {
      if (!document.hidden) {
        look();
      }
    };
    window.addEventListener('focus', lookWhenSeen);
    document.addEventListener('visibilitychange', lookWhenSeen);
    return () => {
      window.removeEventListener('focus', lookWhenSeen);
      document.removeEventListener('visibilitychange', lookWhenSeen);
    };
  }, [look]);
}
