import { useMemo, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import type { LiquidField } from '../views/template-views.ts';
import { fieldsLike, liquidOf } from './liquid-completion.ts';
import { useMail } from './mail-context.ts';

const SHOWN = 8;

/** The keys of a list box over what is typed: which field is meant, and what is written when it is chosen. */
export function useCompletion(insert: (liquid: string) => void) {
  const { fields, locale } = useMail();
  const say = useWords();
  /** what is typed behind the open braces; null while none are open */
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const found = useMemo(
    () => (typed === null ? [] : fieldsLike(fields, typed, ({ name }) => say(name)).slice(0, SHOWN)),
    [fields, typed, say],
  );
  const ask = (next: string | null) => {
    if (next !== typed) setActive(0);
    setTyped(next);
  };
  const choose = (field: LiquidField) => {
    ask(null);
    insert(liquidOf(field.path, field.fallback[locale]));
  };
  return {
    found,
    active: Math.min(active, Math.max(0, found.length - 1)),
    ask,
    choose,
    /** @returns whether the key was meant for the list */
    press(key: string): boolean {
      if (found.length === 0) return false;
      const chosen = found[Math.min(active, found.length - 1)];
      switch (key) {
        case 'ArrowDown':
          setActive((active + 1) % found.length);
          return true;
        case 'ArrowUp':
          setActive((active + found.length - 1) % found.length);
          return true;
        case 'Enter':
        case 'Tab':
          if (chosen) choose(chosen);
          return true;
        case 'Escape':
          ask(null);
          return true;
        default:
          return false;
      }
    },
  };
}
