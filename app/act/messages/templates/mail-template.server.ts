import mjml from 'mjml';
import { confirmationMjml } from './confirmation-mjml.ts';
import { confirmationText } from './confirmation-text.ts';
import { CONFIRMATION_WORDS, type ConfirmationView, REMINDER_WORDS } from './confirmation-words.ts';
import { type LiquidTemplate, liquidTemplate } from './liquid.ts';
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

/** MJML costs some 10 ms and is laid out once for each language; Liquid costs well under one, for each mail. */
function mailTemplate<View extends object>(sourcesOf: (locale: MailLocale) => Sources) {
  const compiled = new Map<MailLocale, Promise<Compiled>>();
  return async (locale: MailLocale, view: View): Promise<RenderedMail> => {
    let template = compiled.get(locale);
    if (!template) {
      template = compile(sourcesOf(locale));
      compiled.set(locale, template);
    }
    const { subject, html, text } = await template;
    return { subject: subject(view).replaceAll(/\s+/g, ' ').trim(), html: html(view), text: text(view) };
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
export const renderRecovery = mailTemplate<RecoveryView>((locale) => {
  const words = RECOVERY_WORDS[locale];
  return { subject: words.subject, mjml: recoveryMjml(words, locale), text: recoveryText(words) };
});

const asking = (all: typeof CONFIRMATION_WORDS) =>
  mailTemplate<ConfirmationView>((locale) => {
    const words = all[locale];
    return { subject: words.subject, mjml: confirmationMjml(words, locale), text: confirmationText(words) };
  });

/** The mail that asks whether somebody wants mail, */
export const renderConfirmation = asking(CONFIRMATION_WORDS);
/** and the one that reminds her of it. */
export const renderReminder = asking(REMINDER_WORDS);
