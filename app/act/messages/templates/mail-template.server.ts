import mjml from 'mjml';
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

interface Compiled {
  subject: LiquidTemplate;
  html: LiquidTemplate;
  text: LiquidTemplate;
}

/** MJML costs some 10 ms and is laid out once for each language; Liquid costs well under one, for each mail. */
const compiled = new Map<MailLocale, Promise<Compiled>>();

/** Renders a mail: the preview, the test and the delivery all come through here. */
export async function renderRecovery(locale: MailLocale, view: RecoveryView): Promise<RenderedMail> {
  let template = compiled.get(locale);
  if (!template) {
    template = compile(locale);
    compiled.set(locale, template);
  }
  const { subject, html, text } = await template;
  return { subject: subject(view).replaceAll(/\s+/g, ' ').trim(), html: html(view), text: text(view) };
}

async function compile(locale: MailLocale): Promise<Compiled> {
  const words = RECOVERY_WORDS[locale];
  const { html } = await mjml(recoveryMjml(words, locale), { validationLevel: 'strict', fonts: {} });
  return {
    subject: liquidTemplate(asPlain(words.subject)),
    html: liquidTemplate(html),
    text: liquidTemplate(recoveryText(words)),
  };
}
