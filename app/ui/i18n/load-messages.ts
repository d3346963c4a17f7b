import type { Locale } from './locale-of.ts';

type Dictionary = { [key: string]: string | Dictionary };

/** Our words and those of Polaris in one language. */
export interface Messages {
  sandmill: Dictionary;
  polaris: Dictionary;
}

/** Only the language that is shown travels to the browser. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'it': {
      const [sandmill, polaris] = await Promise.all([
        import('../../locales/it.json'),
        import('@shopify/polaris/locales/it.json'),
      ]);
      return { sandmill: sandmill.default, polaris: polaris.default };
    }
    case 'en': {
      const [sandmill, polaris] = await Promise.all([
        import('../../locales/en.json'),
        import('@shopify/polaris/locales/en.json'),
      ]);
      return { sandmill: sandmill.default, polaris: polaris.default };
    }
  }
}
