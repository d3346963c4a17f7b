import type { Block, BlockKind } from '../../act/messages/templates/design/document.ts';
import type { Locale } from '../i18n/locale-of.ts';

/** In the order in which they are offered. */
export const OFFERED_KINDS = [
  'text',
  'heading',
  'image',
  'button',
  'columns',
  'divider',
  'products',
  'articles',
  'coupon',
  'countdown',
  'social',
  'footer',
] as const satisfies readonly BlockKind[];

const WORDS = {
  en: {
    text: '<p>Write here what you want to tell.</p>',
    heading: 'A good heading says one thing',
    button: 'Visit the shop',
    buy: 'Have a look',
    code: 'A little something for you',
    until: 'Ends in',
    over: 'It is over. Until next time!',
    why: 'You receive this mail because you agreed to hear from {{ shop.name }}.',
    unsubscribe: 'Unsubscribe',
    preferences: 'Choose what you receive',
  },
  it: {
    text: '<p>Scrivi qui quello che vuoi raccontare.</p>',
    heading: 'Un buon titolo dice una cosa sola',
    button: 'Vai al negozio',
    buy: 'Dai un’occhiata',
    code: 'Un pensiero per te',
    until: 'Finisce tra',
    over: 'È finita. Alla prossima!',
    why: 'Ricevi questa mail perché hai accettato di sentire {{ shop.name }}.',
    unsubscribe: 'Annulla l’iscrizione',
    preferences: 'Scegli che cosa ricevere',
  },
} as const;

/** What every block begins with; its id is given when it is put into a mail. */
const BEGINS = { id: 'new', condition: null, ground: null, space: 12 } as const;

/** A new block in the language of the mail. @param tomorrow a wall clock in the shop's zone: 2026-12-24T18:00 */
export function freshBlock(kind: (typeof OFFERED_KINDS)[number], locale: Locale, tomorrow: string): Block {
  const words = WORDS[locale];
  switch (kind) {
    case 'text':
      return { ...BEGINS, kind, html: words.text, align: 'left' };
    case 'heading':
      return { ...BEGINS, kind, text: words.heading, level: 1, align: 'left' };
    case 'image':
      return {
        ...BEGINS,
        kind,
        src: '',
        alt: '',
        decorative: false,
        href: '',
        width: 100,
        align: 'center',
      };
    case 'button':
      return {
        ...BEGINS,
        kind,
        text: words.button,
        href: '{{ shop.url }}',
        look: 'filled',
        wide: false,
        align: 'left',
      };
    case 'columns':
      return { ...BEGINS, kind, widths: [50, 50], columns: [[], []] };
    case 'divider':
      return { ...BEGINS, kind, line: true };
    case 'products':
      return {
        ...BEGINS,
        kind,
        source: 'recommended',
        products: [],
        columns: 2,
        most: 4,
        price: true,
        button: words.buy,
      };
    case 'articles':
      return { ...BEGINS, kind, source: 'latest', blog: null, most: 3, excerpt: true };
    case 'coupon':
      return { ...BEGINS, kind, code: '', text: words.code, small: '' };
    case 'countdown':
      return { ...BEGINS, kind, until: tomorrow, text: words.until, over: words.over };
    case 'social':
      return { ...BEGINS, kind, links: [], align: 'center' };
    case 'footer':
      return {
        ...BEGINS,
        kind,
        why: words.why,
        address: true,
        unsubscribe: words.unsubscribe,
        preferences: words.preferences,
      };
    default:
      return kind satisfies never;
  }
}
