// Designed mails for tests.
import type { z } from 'zod';
import { brandSchema } from '../../../../shop/settings/brand.ts';
import { compileDocument } from './compile.server.ts';
import { openDesign, renderDesign } from './design.ts';
import { type blockSchema, documentSchema, type TemplateDocument } from './document.ts';

export const BRAND = brandSchema.parse({ address: 'Via Roma 1, Bologna' });

export const FOOTER = {
  id: 'footer',
  kind: 'footer' as const,
  why: 'You agreed.',
  unsubscribe: 'Unsubscribe',
  preferences: 'Preferences',
};

type BlockInput = z.input<typeof blockSchema>;

export function documentWith(
  blocks: BlockInput[],
  more: Partial<z.input<typeof documentSchema>> = {},
): TemplateDocument {
  return documentSchema.parse({
    version: 1,
    locale: 'en',
    subject: 'Hello',
    preheader: '',
    ...more,
    blocks: [...blocks, FOOTER],
  });
}

/** Laid out and rendered for a view; links stay as they would lead. */
export async function rendered(document: TemplateDocument, view: object = {}) {
  const compiled = await compileDocument(document, BRAND);
  const design = openDesign({ ...compiled, document });
  const whole = { unsubscribe_url: 'https://app.test/u', preferences_url: 'https://app.test/p', ...view };
  return { ...renderDesign(design, whole, (_, target) => target), faults: compiled.faults };
}
