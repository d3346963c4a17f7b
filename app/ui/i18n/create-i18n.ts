import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages } from './load-messages.ts';
import type { Locale } from './locale-of.ts';

/** An instance of its own for each render: the server answers merchants of several languages at once. */
export function createI18n(locale: Locale, messages: Messages): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: { sandmill: messages.sandmill, polaris: messages.polaris } },
    defaultNS: 'sandmill',
    initAsync: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}
