import { useCallback, useMemo, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import type { NamesById } from '../views/condition-views.ts';
import type { NameBook } from './name-book.ts';
import { bookKey } from './named-in.ts';

/** The names that came with the page, and those that were looked up since. */
export function useNameBook(known: NamesById): NameBook {
  const say = useWords();
  const [learned, setLearned] = useState<NamesById>({});
  const learn = useCallback<NameBook['learn']>((source, names) => {
    const fresh = Object.fromEntries(names.map(({ id, name }) => [bookKey(source, id), name]));
    setLearned((before) => ({ ...before, ...fresh }));
  }, []);
  return useMemo(
    () => ({
      nameOf: (source, id) => say(learned[bookKey(source, id)] ?? known[bookKey(source, id)] ?? id),
      learn,
    }),
    [known, learned, learn, say],
  );
}
