// What Liquid can show in a designed mail: the names for completion, and what the checks hold for known.
import type { MailLocale } from '../words.ts';

export interface MailField {
  /** as it is written between braces */
  path: string;
  name: Record<MailLocale, string>;
  /** what usually stands in for it where it is empty; empty: nothing needs to */
  fallback: Record<MailLocale, string>;
}

const field = (path: string, en: string, it: string, fallback: [string, string] = ['', '']): MailField => ({
  path,
  name: { en, it },
  fallback: { en: fallback[0], it: fallback[1] },
});

export const MAIL_FIELDS: readonly MailField[] = [
  field('contact.first_name', 'First name', 'Nome', ['there', 'ciao']),
  field('contact.last_name', 'Last name', 'Cognome'),
  field('contact.email', 'E-mail address', 'Indirizzo e-mail'),
  field('contact.city', 'City', 'Città', ['your city', 'la tua città']),
  field('contact.country', 'Country (code)', 'Paese (codice)'),
  field('contact.locale', 'Language', 'Lingua'),
  field('contact.stage', 'Stage', 'Fase'),
  field('contact.rfm_group', 'RFM group', 'Gruppo RFM'),
  field('contact.orders', 'Number of orders', 'Numero di ordini'),
  field('contact.spent', 'Total spent', 'Totale speso'),
  field('contact.birthday', 'Birthday (MM-DD)', 'Compleanno (MM-GG)'),
  field('contact.tags', 'Tags (a list)', 'Tag (un elenco)'),
  field('cart.restore_url', 'Cart: link back to it', 'Carrello: link per riprenderlo'),
  field('cart.total', 'Cart: total', 'Carrello: totale'),
  field('cart.count', 'Cart: number of pieces', 'Carrello: numero di pezzi'),
  field('cart.first_title', 'Cart: first product', 'Carrello: primo prodotto'),
  field('order.name', 'Last order: number', 'Ultimo ordine: numero'),
  field('order.total', 'Last order: total', 'Ultimo ordine: totale'),
  field('order.first_title', 'Last order: first product', 'Ultimo ordine: primo prodotto'),
  field('shop.name', 'Shop name', 'Nome del negozio'),
  field('shop.url', 'Shop address on the web', 'Indirizzo web del negozio'),
  field('shop.host', 'Shop domain', 'Dominio del negozio'),
  field('shop.email', 'Shop e-mail address', 'E-mail del negozio'),
  field('brand.address', 'Postal address', 'Indirizzo postale'),
  field('unsubscribe_url', 'Link to unsubscribe', 'Link per annullare l’iscrizione'),
  field('preferences_url', 'Link to preferences', 'Link alle preferenze'),
  field('today', 'Today, in words', 'La data di oggi, in lettere'),
  field('year', 'This year', 'L’anno in corso'),
];

const PATHS = new Set(MAIL_FIELDS.map(({ path }) => path));
/** `contact` alone, or `contact.tags[0]` */
const ROOTS = new Set(MAIL_FIELDS.map(({ path }) => path.split('.')[0] ?? ''));
const ATTRIBUTES = 'contact.attributes';

export const attributeField = (id: string, label: string): MailField => ({
  path: `${ATTRIBUTES}.${id}`,
  name: { en: label, it: label },
  fallback: { en: '', it: '' },
});

/** @param path as Liquid names it: `contact.tags[0]`, `contact.attributes.size` or `contact.attributes["size"]` */
export function isKnownField(path: string, attributes: ReadonlySet<string>): boolean {
  const dotted = path.replace(/\[(?:"([^"]*)"|'([^']*)'|(-?\d+))\]/g, (_, a?: string, b?: string) =>
    a === undefined && b === undefined ? '' : `.${a ?? b}`,
  );
  if (dotted.startsWith(`${ATTRIBUTES}.`)) {
    const [id = ''] = dotted.slice(ATTRIBUTES.length + 1).split('.');
    return attributes.has(id);
  }
  if (PATHS.has(dotted) || ROOTS.has(dotted) || dotted === ATTRIBUTES) return true;
  // `contact.tags.size`, `contact.tags.first`
  const parent = dotted.slice(0, dotted.lastIndexOf('.'));
  return PATHS.has(parent);
}
