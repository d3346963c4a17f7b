import { expect, it } from 'vitest';
import { edited } from './mail-edit.ts';
import { freshBlock } from './fresh-block.ts';
import { ownText } from './own-text.ts';
import type { TemplateDocument } from '../../act/messages/templates/design/document.ts';

it('begins with the words of the blocks, their Liquid, and the ways out', () => {
  const empty: TemplateDocument = {
    version: 1,
    locale: 'en',
    subject: '',
    preheader: '',
    logo: true,
    blocks: [],
    text: null,
    purpose: 'marketing',
  };
  const kinds = ['heading', 'text', 'divider', 'button', 'footer'] as const;
  const mail = kinds.reduce(
    (built, kind, index) =>
      edited(built, {
        do: 'add',
        block: freshBlock(kind, 'en', '2026-12-24T18:00'),
        to: { columns: null, column: 0, index },
      }),
    empty,
  );
  expect(ownText(mail).split('\n\n')).toEqual([
    'A good heading says one thing',
    'Write here what you want to tell.',
    'Visit the shop: {{ shop.url }}',
    'You receive this mail because you agreed to hear from {{ shop.name }}.',
    'Unsubscribe: {{ unsubscribe_url }}',
    'Choose what you receive: {{ preferences_url }}',
  ]);
});
