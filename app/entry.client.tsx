import { RemixBrowser } from '@remix-run/react';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createI18n } from './ui/i18n/create-i18n.ts';
import { loadMessages } from './ui/i18n/load-messages.ts';
import { toLocale } from './ui/i18n/locale-of.ts';

const locale = toLocale(document.documentElement.lang);
const i18n = createI18n(locale, await loadMessages(locale));

startTransition(() => {
  hydrateRoot(
    document,
    <I18nextProvider i18n={i18n}>
      <RemixBrowser />
    </I18nextProvider>,
  );
});
