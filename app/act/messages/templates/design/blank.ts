import type { MailLocale } from '../words.ts';
import { documentSchema, type TemplateDocument } from './document.ts';
import { footer } from './recipes/parts.ts';

/** What a merchant begins with who wants no starting template: a place to write, and the way out. */
export function blankDocument(locale: MailLocale): TemplateDocument {
  return documentSchema.parse({
    version: 1,
    locale,
    subject: '',
    preheader: '',
    blocks: [{ id: 'text', kind: 'text', html: '<p></p>' }, footer(locale)],
  });
}
