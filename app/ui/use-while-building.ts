import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

const EVERY_MS = 2000;

/** Reads the page anew while something on it is being worked on, and no longer. @param notBeforeMs when it begins later */
export function useWhileBuilding(building: boolean, notBeforeMs = 0): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!building || state !== 'idle') return;
    const timer = setTimeout(
      () => {
        if (!document.hidden) revalidate();
      },
      Math.max(EVERY_MS, notBeforeMs),
    );
    return () => clearTimeout(timer);
  }, [building, notBeforeMs, state, revalidate]);
}
