// The starting templates, in the order in which they are offered.
import { DAY } from '../../../../../platform/clock/clock.ts';
import { dayOf } from '../../../../../platform/clock/zones.ts';
import type { MailLocale } from '../../words.ts';
import { documentSchema, type TemplateDocument } from '../document.ts';
import { AFTER } from './after.ts';
import { footer } from './parts.ts';
import type { BlockDraft, Recipe, Say } from './recipe.ts';
import { RECOVER } from './recover.ts';
import { RETURN } from './return.ts';
import { SELL } from './sell.ts';
import { TELL } from './tell.ts';
import { WELCOME } from './welcome.ts';

export const RECIPES: readonly Recipe[] = [...WELCOME, ...RECOVER, ...SELL, ...AFTER, ...RETURN, ...TELL];

/** @returns null when there is no such starting template */
export function documentOf(id: string, locale: MailLocale): TemplateDocument | null {
  const recipe = RECIPES.find((one) => one.id === id);
  if (!recipe) return null;
  const say: Say = (english, italian) => (locale === 'it' ? italian : english);
  const { blocks, ...mail } = recipe.mail(say);
  return documentSchema.parse({ version: 1, locale, ...mail, blocks: [...withIds(blocks), footer(locale)] });
}

const COUNTED_DAYS = 3;

/** The same for somebody who begins with it now: what it counts down to is still to come. */
export function freshOf(id: string, locale: MailLocale, now: number): TemplateDocument | null {
  const document = documentOf(id, locale);
  const until = `${dayOf(now + COUNTED_DAYS * DAY, 'UTC')}T23:59`;
  const blocks = document?.blocks.map((block) => (block.kind === 'countdown' ? { ...block, until } : block));
  return document && blocks ? { ...document, blocks } : null;
}

/** `heading-1`, `text-2`, …: the same in every language, so that translations can be laid beside one another. */
function withIds(blocks: readonly BlockDraft[]) {
  let count = 0;
  const id = (kind: string) => `${kind}-${++count}`;
  return blocks.map((block) =>
    block.kind === 'columns'
      ? {
          ...block,
          id: id(block.kind),
          columns: block.columns.map((pieces) => pieces.map((piece) => ({ ...piece, id: id(piece.kind) }))),
        }
      : { ...block, id: id(block.kind) },
  );
}
