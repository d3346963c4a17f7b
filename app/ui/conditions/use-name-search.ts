import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import type { loader } from '../../routes/app.conditions.names/route.tsx';
import type { NameSource } from './entries/entry.ts';
import { useNames } from './name-book.ts';

const PAUSE_MS = 250;

/** Looks names up on the server while one types; the last answer is the one that stands. */
export function useNameSearch(source: NameSource) {
  const { load, data, state } = useFetcher<typeof loader>();
  const { learn } = useNames();
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (data) learn(data.source, data.names);
  }, [data, learn]);
  useEffect(() => () => clearTimeout(pause.current), []);
  return {
    names: data?.source === source ? data.names : [],
    looking: state !== 'idle' || data === undefined,
    look(text: string, wait = PAUSE_MS) {
      clearTimeout(pause.current);
      pause.current = setTimeout(() => {
        load(`/app/conditions/names?${new URLSearchParams({ of: source, q: text.trim() })}`);
      }, wait);
    },
  };
}
