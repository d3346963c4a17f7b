// The words of our mails, written in each language. They are Liquid, rendered by the one engine.

export const MAIL_LOCALES = ['en', 'it'] as const;
export type MailLocale = (typeof MAIL_LOCALES)[number];

/** The language a person reads, from a tag such as `it-IT`; English when we do not write theirs. */
export function mailLocale(...tags: readonly (string | null | undefined)[]): MailLocale {
  for (const tag of tags) {
    const language = tag?.toLowerCase().split(/[-_]/)[0];
    const known = MAIL_LOCALES.find((locale) => locale === language);
    if (known) return known;
    if (language) return 'en';
  }
  return 'en';
}

export interface RecoveryWords {
  subject: string;
  preheader: string;
  heading: string;
  body: string;
  button: string;
  quantity: string;
  total: string;
  more: string;
  help: string;
  why: string;
  unsubscribe: string;
  preferences: string;
}

const FIRST_NAME = '{% if contact.first_name %}{{ contact.first_name }}, {% endif %}';

export const RECOVERY_WORDS: Record<MailLocale, RecoveryWords> = {
  en: {
    subject: `${FIRST_NAME}{% if contact.first_name %}your{% else %}Your{% endif %} cart at {{ shop.name }} is still here`,
    preheader: '{{ first_title }}{% if more_titles %} and more{% endif %}: we kept everything as you left it.',
    heading: '{% if contact.first_name %}{{ contact.first_name }}, you{% else %}You{% endif %} left something behind',
    body: 'We kept your cart just as it was. Pick up where you left off whenever it suits you.',
    button: 'Return to your cart',
    quantity: 'Quantity {{ line.quantity }}',
    total: 'Total',
    more: 'and {{ hidden_lines }} more',
    help: 'A question about your order? Just reply to this mail.',
    why: 'You receive this mail because you started a checkout at {{ shop.name }} and agreed to hear from us.',
    unsubscribe: 'Unsubscribe',
    preferences: 'Choose what you receive',
  },
  it: {
    subject: `${FIRST_NAME}{% if contact.first_name %}il{% else %}Il{% endif %} tuo carrello da {{ shop.name }} ti aspetta`,
    preheader: '{{ first_title }}{% if more_titles %} e altro{% endif %}: abbiamo tenuto tutto come l’hai lasciato.',
    heading: '{% if contact.first_name %}{{ contact.first_name }}, hai{% else %}Hai{% endif %} lasciato qualcosa',
    body: 'Abbiamo messo da parte il tuo carrello, così com’era. Puoi riprendere quando vuoi.',
    button: 'Torna al carrello',
    quantity: 'Quantità {{ line.quantity }}',
    total: 'Totale',
    more: 'e {{ hidden_lines }} in più',
    help: 'Hai una domanda sull’ordine? Rispondi a questa mail.',
    why: 'Ricevi questa mail perché hai iniziato un acquisto da {{ shop.name }} e hai accettato di sentirci.',
    unsubscribe: 'Annulla l’iscrizione',
    preferences: 'Scegli che cosa ricevere',
  },
};

/** A subject and a text part are plain: what html escapes, they show as it is. */
export function asPlain(words: string): string {
  return words.replaceAll(/\{\{ ([^}|]+?) \}\}/g, '{{ $1 | raw }}');
}
