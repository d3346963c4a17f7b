import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Values, Words } from '../views/told.ts';
import { toLocale } from './locale-of.ts';

/** Says what the merchant wrote as it is, and what we wrote in the language of the page. */
export function useWords(): (words: Words) => string {
  const { i18n } = useTranslation();
  const locale = toLocale(i18n.language);
  return useCallback((words) => (typeof words === 'string' ? words : words[locale]), [locale]);
}

/** The same of what stands in a sentence. */
export function useValues(): (values: Values | undefined) => Record<string, string | number> {
  const say = useWords();
  return useCallback(
    (values = {}) =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? say(value) : value]),
      ),
    [say],
  );
}
