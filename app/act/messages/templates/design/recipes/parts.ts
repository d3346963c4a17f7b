// What starting templates are put together from.
import type { MailLocale } from '../../words.ts';
import type { BlockDraft, PieceDraft, Say } from './recipe.ts';

/** Grounds that go with any brand: pale, so that its text can be read on them, and one that is dark. */
export const GROUND = {
  sand: '#f1e4cb',
  peach: '#fbece4',
  sage: '#edf2e9',
  slate: '#e9eef3',
  rose: '#f9e9ec',
  night: '#22262b',
} as const;

export const ALL = '{{ shop.url }}/collections/all';

export const heading = (text: string, more: Partial<Extract<PieceDraft, { kind: 'heading' }>> = {}): PieceDraft => ({
  kind: 'heading',
  text,
  ...more,
});

/** Paragraphs. */
export const text = (
  paragraphs: string | string[],
  more: Partial<Extract<PieceDraft, { kind: 'text' }>> = {},
): PieceDraft => ({
  kind: 'text',
  html: [paragraphs]
    .flat()
    .map((each) => `<p>${each}</p>`)
    .join(''),
  ...more,
});

export const button = (
  words: string,
  href: string,
  more: Partial<Extract<PieceDraft, { kind: 'button' }>> = {},
): PieceDraft => ({
  kind: 'button',
  text: words,
  href,
  ...more,
});

export const list = (items: string[]): PieceDraft => ({
  kind: 'text',
  html: `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`,
});

export const products = (
  source: 'cart' | 'order' | 'recommended',
  more: Partial<Extract<PieceDraft, { kind: 'products' }>> = {},
): PieceDraft => ({ kind: 'products', source, ...more });

export const room = (space: number): PieceDraft => ({ kind: 'divider', line: false, space });

export const line = (space = 20): PieceDraft => ({ kind: 'divider', space });

/** A band across the card on which a mail says what it is about. */
export const band = (ground: string, pieces: PieceDraft[]): BlockDraft[] =>
  pieces.map((piece) => ({ ...piece, ground }));

export const hello = (say: Say): string =>
  say(
    'Hi {{ contact.first_name | default: "there" }},',
    '{% if contact.first_name %}Ciao {{ contact.first_name }},{% else %}Ciao,{% endif %}',
  );

export const signature = (say: Say): PieceDraft =>
  text(say('See you soon,<br>{{ shop.name }}', 'A presto,<br>{{ shop.name }}'));

const FOOT: Record<MailLocale, { why: string; unsubscribe: string; preferences: string }> = {
  en: {
    why: 'You get this mail because you agreed to hear from {{ shop.name }}.',
    unsubscribe: 'Unsubscribe',
    preferences: 'Choose what you get',
  },
  it: {
    why: 'Ricevi questa mail perché hai accettato di sentire {{ shop.name }}.',
    unsubscribe: 'Annulla l’iscrizione',
    preferences: 'Scegli che cosa ricevere',
  },
};

export const footer = (locale: MailLocale) => ({ id: 'footer', kind: 'footer' as const, ...FOOT[locale] });
