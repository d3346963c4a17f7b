import type { ConfirmationWords } from './confirmation-words.ts';
import { type Dress, mailFrame } from './mail-frame.ts';
import type { MailLocale } from './words.ts';

/** One question, one button. It carries no way out, for nothing but one reminder follows it by itself. */
export const confirmationMjml = (words: ConfirmationWords, locale: MailLocale, dress: Dress): string =>
  mailFrame(
    {
      locale,
      preheader: words.preheader,
      heading: words.heading,
      body: words.body,
      gap: 4,
      button: { href: '{{ confirm_url }}', text: words.button, padding: '24px 28px 0' },
      help: { text: words.ignore, attributes: 'padding-top="24px"' },
      foot: words.why,
    },
    dress,
  );
