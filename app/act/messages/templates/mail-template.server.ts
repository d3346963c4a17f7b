import { LRUCache } from 'lru-cache';
import mjml from 'mjml';
import { atWidth } from '../../../platform/pictures/at-width.ts';
import type { Brand } from '../../../shop/settings/brand.ts';
import { confirmationMjml } from './confirmation-mjml.ts';
import { confirmationText } from './confirmation-text.ts';
import { CONFIRMATION_WORDS, type ConfirmationView, REMINDER_WORDS } from './confirmation-words.ts';
import { lookOf } from './design/look.ts';
import { type LiquidTemplate, liquidTemplate } from './liquid.ts';
import type { Dress } from './mail-frame.ts';
import { recoveryMjml } from './recovery-mjml.ts';
import { recoveryText } from './recovery-text.ts';
import type { RecoveryView } from './recovery-view.ts';
import { asPlain, type MailLocale, RECOVERY_WORDS } from './words.ts';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

interface Sources {
  subject: string;
  mjml: string;
  text: string;
}

interface Compiled {
  subject: LiquidTemplate;
  html: LiquidTemplate;
  text: LiquidTemplate;
}

/** Brands of shops that send at the time, in their languages. */
const LAID_OUT = 60;

/** MJML costs some 10 ms and is laid out once for each brand and language; Liquid costs well under one, for each mail. */
function mailTemplate<View extends object>(sourcesOf: (locale: MailLocale, dress: Dress) => Sources) {
  const compiled = new LRUCache<string, Promise<Compiled>>({ max: LAID_OUT });
  return async (locale: MailLocale, brand: Brand, view: View): Promise<RenderedMail> => {
    const key = `${locale} ${JSON.stringify(brand)}`;
    let template = compiled.get(key);
    if (!template) {
      template = compile(sourcesOf(locale, { brand, look: lookOf(brand) }));
      compiled.set(key, template);
      // of a failure nothing is kept
      template.catch(() => compiled.delete(key));
    }
    const { subject, html, text } = await template;
    const { address, logo } = brand;
    const dressed = { ...view, brand: { address, logo: atWidth(logo.url, 2 * logo.width), alt: logo.alt } };
    return { subject: subject(dressed).replaceAll(/\s+/g, ' ').trim(), html: html(dressed), text: text(dressed) };
  };
}

async function compile(sources: Sources): Promise<Compiled> {
  const { html } = await mjml(sources.mjml, { validationLevel: 'strict', fonts: {} });
  return {
    subject: liquidTemplate(asPlain(sources.subject)),
    html: liquidTemplate(html),
    text: liquidTemplate(sources.text),
  };
}

/** The preview, the test and the delivery all come through here. */
export const renderRecovery = mailTemplate<RecoveryView>((locale, dress) => {
  const words = RECOVERY_WORDS[locale];
  return { subject: words.subject, mjml: recoveryMjml(words, locale, dress), text: recoveryText(words) };
});

const asking = (all: typeof CONFIRMATION_WORDS) =>
  mailTemplate<ConfirmationView>((locale, dress) => {
    const words = all[locale];
    return { subject: words.subject, mjml: confirmationMjml(words, locale, dress), text: confirmationText(words) };
  });

/** The mail that asks whether somebody wants mail, */
export const renderConfirmation = asking(CONFIRMATION_WORDS);
/** and the one that reminds her of it. */
export const renderReminder = asking(REMINDER_WORDS);
