import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

const EVERY_MS = 2000;

/** Reads the page anew while something on it is being worked on, and no longer. */
export function useWhileBuilding(building: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!building || state !== 'idle') return;
    const timer = setTimeout(() => {
      if (!document.hidden) revalidate();
    }, EVERY_MS);
    return () => clearTimeout(timer);
  }, [building, state, revalidate]);
}
