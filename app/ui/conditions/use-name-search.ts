import { useFetcher } from '@remix-run/react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { loader } from '../../routes/app.conditions.names/route.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { NameSource } from './entries/entry.ts';
import { useNames } from './name-book.ts';

const PAUSE_MS = 250;

/** Looks names up on the server while one types; the last answer is the one that stands. */
export function useNameSearch(source: NameSource) {
  const { load, data, state } = useFetcher<typeof loader>();
  const { learn } = useNames();
  const say = useWords();
  const { i18n } = useTranslation();
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (data) learn(data.source, data.names);
  }, [data, learn]);
  useEffect(() => () => clearTimeout(pause.current), []);
  const names = useMemo(
    () =>
      (data?.source === source ? data.names : [])
        .map((one) => ({ ...one, name: say(one.name) }))
        .sort((one, other) => one.name.localeCompare(other.name, i18n.language)),
    [data, source, say, i18n.language],
  );
  return {
    names,
    looking: state !== 'idle' || data === undefined,
    look(text: string, wait = PAUSE_MS) {
      clearTimeout(pause.current);
      pause.current = setTimeout(() => {
        load(`/app/conditions/names?${new URLSearchParams({ of: source, q: text.trim() })}`);
      }, wait);
    },
  };
}
