import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../understand/conditions/condition.ts';
import { sentence } from '../../understand/conditions/sentence.ts';
import { useFormat } from '../format/use-format.ts';
import { toLocale } from '../i18n/locale-of.ts';
import { NAME_SOURCES } from './entries/entry.ts';
import type { NameBook } from './name-book.ts';

/** Says a condition in the language of the page, as a sentence that begins with a capital. */
export function useConditionWords(nameOf: NameBook['nameOf']): (condition: Condition) => string {
  const { t, i18n } = useTranslation();
  const { currency } = useFormat();
  const { language } = i18n;
  return useCallback(
    (condition) => {
      const said = sentence(condition, {
        t: (key, values) => t(key, values ?? {}),
        locale: toLocale(language),
        currency,
        nameOf(kind, id) {
          const source = NAME_SOURCES.find((each) => each === kind);
          return source ? nameOf(source, id) : id;
        },
      });
      return `${said.charAt(0).toLocaleUpperCase(language)}${said.slice(1)}.`;
    },
    [t, language, currency, nameOf],
  );
}
