// Mails that were designed elsewhere, as HTML or as MJML, become one block: cleaned, with their own styles.
import mjml from 'mjml';
import type { MailLocale } from '../words.ts';
import { documentSchema, type TemplateDocument } from './document.ts';
import { unescapeHtml } from './escape-html.ts';
import { cleanImported } from './imported-html.ts';
import { LiquidMask } from './liquid-mask.ts';
import { withOurFields } from './foreign-fields.ts';
import { footer } from './recipes/parts.ts';

export type Refusal = 'empty' | 'too_large' | 'embedded_picture' | 'includes' | 'not_mjml';

export type ImportedDesign =
  { kind: 'read'; document: TemplateDocument } | { kind: 'refused'; code: Refusal; detail?: string };

/** What is larger is no mail: pictures are in it. */
const MOST_BYTES = 500_000;
const MOST_HTML = 200_000;
const MOST_CSS = 40_000;

export async function importDesign(source: string, locale: MailLocale): Promise<ImportedDesign> {
  if (source.trim() === '') return { kind: 'refused', code: 'empty' };
  // before anything else is read of it
  if (source.length > 1000 && /(?:src|url\()\s*=?\s*["']?\s*data:image/i.test(source.slice(0, 2_000_000)))
    return { kind: 'refused', code: 'embedded_picture' };
  if (source.length > MOST_BYTES) return { kind: 'refused', code: 'too_large' };
  const mask = new LiquidMask();
  const hidden = mask.hide(withOurFields(source));
  const html = /<mjml[\s>]/i.test(hidden) ? await fromMjml(hidden) : { html: hidden };
  if ('refused' in html) return html.refused;
  const { body, css, title } = cleanImported(html.html);
  if (body.trim() === '') return { kind: 'refused', code: 'empty' };
  const shown = mask.show(body);
  if (shown.length > MOST_HTML || css.length > MOST_CSS) return { kind: 'refused', code: 'too_large' };
  const document = documentSchema.safeParse({
    version: 1,
    locale,
    subject: unescapeHtml(mask.show(title)).slice(0, 500),
    preheader: '',
    logo: false,
    blocks: [
      { id: 'html', kind: 'html', html: shown, css: mask.show(css) },
      // what has a way out of its own keeps it
      ...(shown.includes('unsubscribe_url') ? [] : [footer(locale)]),
    ],
  });
  return document.success ? { kind: 'read', document: document.data } : { kind: 'refused', code: 'too_large' };
}

async function fromMjml(source: string): Promise<{ html: string } | { refused: ImportedDesign }> {
  if (/<mj-include\b/i.test(source)) return { refused: { kind: 'refused', code: 'includes' } };
  try {
    const { html } = await mjml(source, { validationLevel: 'strict', fonts: {}, ignoreIncludes: true });
    return { html };
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).split('\n').filter((each) => each.trim());
    const detail = (lines.find((each) => /line \d+/i.test(each)) ?? lines[0] ?? '')
      // the place in the file is told, not where a file would be
      .replace(/ of \S+ \(/, ' (')
      .trim()
      .slice(0, 200);
    return { refused: { kind: 'refused', code: 'not_mjml', detail } };
  }
}

const SENTENCES: Record<MailLocale, Record<Refusal, string>> = {
  en: {
    empty: 'There is nothing to be read in it. Paste the HTML or MJML of a whole mail.',
    too_large:
      'It is too large for a mail. Keep it under 200 kB, and put pictures on the web: Shopify keeps them under Content → Files.',
    embedded_picture:
      'It carries pictures within itself, which mail programs do not show. Put them on the web (Shopify keeps them under Content → Files) and use their addresses.',
    includes: 'It includes other files (mj-include), which are not here. Put their content in their place.',
    not_mjml: 'This MJML cannot be read: {detail}. Mend that place and try again.',
  },
  it: {
    empty: 'Non c’è nulla da leggere. Incolla l’HTML o l’MJML di una mail intera.',
    too_large:
      'È troppo grande per una mail. Resta sotto i 200 kB e metti le immagini sul web: Shopify le tiene in Contenuti → File.',
    embedded_picture:
      'Contiene immagini incorporate, che i programmi di posta non mostrano. Mettile sul web (Shopify le tiene in Contenuti → File) e usa i loro indirizzi.',
    includes: 'Include altri file (mj-include), che qui non ci sono. Metti al loro posto il contenuto.',
    not_mjml: 'Questo MJML non si legge: {detail}. Correggi quel punto e riprova.',
  },
};

export function sayRefusal({ code, detail = '' }: { code: Refusal; detail?: string }, locale: MailLocale): string {
  return SENTENCES[locale][code].replace('{detail}', detail);
}
