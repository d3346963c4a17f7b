// What is wrong with a short message, and what to do about it.
import type { MailLocale } from '../templates/words.ts';

export type ShortFaultCode = 'no_text' | 'no_title' | 'too_long' | 'broken_liquid' | 'unknown_field' | 'not_approved';

export interface ShortFault {
  /** with an error nobody gets it; a warning is advice */
  severity: 'error' | 'warning';
  code: ShortFaultCode;
  /** what the sentence names */
  words?: Readonly<Record<string, string | number>>;
}

const SENTENCES: Record<MailLocale, Record<ShortFaultCode, string>> = {
  en: {
    no_text: 'Write a text.',
    no_title: 'Write a title: browsers show it in bold above the text.',
    too_long: 'The text is too long: at most {most} characters are taken.',
    broken_liquid: 'The Liquid here cannot be read: {detail}. Check that every brace and every tag is closed.',
    unknown_field: 'There is no field “{field}”. Choose one from the list of fields, or it stays empty.',
    not_approved:
      'Without an approved template it reaches only people who have written to you on WhatsApp within the last 24 hours.',
  },
  it: {
    no_text: 'Scrivi un testo.',
    no_title: 'Scrivi un titolo: i browser lo mostrano in grassetto sopra il testo.',
    too_long: 'Il testo è troppo lungo: al massimo {most} caratteri.',
    broken_liquid: 'Il Liquid qui non si legge: {detail}. Controlla che ogni graffa e ogni tag siano chiusi.',
    unknown_field: 'Il campo “{field}” non esiste. Scegline uno dall’elenco, altrimenti resta vuoto.',
    not_approved: 'Senza un modello approvato raggiunge solo chi ti ha scritto su WhatsApp nelle ultime 24 ore.',
  },
};

export function sayShortFault(fault: ShortFault, locale: MailLocale): string {
  return SENTENCES[locale][fault.code].replace(/\{(\w+)\}/g, (_, name: string) => String(fault.words?.[name] ?? ''));
}
