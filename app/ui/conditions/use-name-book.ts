import { useCallback, useMemo, useState } from 'react';
import type { NameBook } from './name-book.ts';
import { bookKey } from './named-in.ts';

/** The names that came with the page, and those that were looked up since. */
export function useNameBook(known: Record<string, string>): NameBook {
  const [learned, setLearned] = useState<Record<string, string>>({});
  const learn = useCallback<NameBook['learn']>((source, names) => {
    const fresh = Object.fromEntries(names.map(({ id, name }) => [bookKey(source, id), name]));
    setLearned((before) => ({ ...before, ...fresh }));
  }, []);
  return useMemo(
    () => ({
      nameOf: (source, id) => learned[bookKey(source, id)] ?? known[bookKey(source, id)] ?? id,
      learn,
    }),
    [known, learned, learn],
  );
}
