import { z } from 'zod';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { QueryRefused } from '../../platform/shopify/admin/query-refused.ts';
import { MainThemeDocument, type MainThemeQuery } from '../../platform/shopify/generated/graphql.ts';

/** What of Sandmill stands in the published theme. */
export interface EmbedState {
  /** the app embed is switched on */
  embed: boolean;
  /** handles of our blocks that stand in a template, for instance `social-proof`; null when not known */
  blocks: string[] | null;
  theme: { id: string; name: string } | null;
}

const SETTINGS = 'config/settings_data.json';
const TEMPLATES = [
  'templates/index.json',
  'templates/product.json',
  'templates/collection.json',
  'templates/cart.json',
  'templates/page.json',
];

/** `shopify://apps/sandmill/blocks/embed/0198…`: app handle, block handle, id of the extension. */
const APP_BLOCK = /^shopify:\/\/apps\/([^/]+)\/blocks\/([^/]+)\//;

const block = z.object({ type: z.string(), disabled: z.boolean().optional() });
const blocks = z.record(z.string(), block).optional();
/** a preset's name stands in the place of its values while the merchant has changed nothing */
const settingsData = z.object({ current: z.union([z.string(), z.looseObject({ blocks })]) });
const template = z.object({
  sections: z.record(z.string(), z.looseObject({ blocks, disabled: z.boolean().optional() })),
});

/** Reads whether the published theme carries our app embed and blocks. @throws as `AdminClient.query` */
export async function readEmbedState(admin: Admin, shop: string, appHandle = 'sandmill'): Promise<EmbedState> {
  const { themes } = await admin(shop).query(MainThemeDocument, { filenames: [SETTINGS] });
  const theme = themes?.nodes[0];
  if (!theme) return { embed: false, blocks: [], theme: null };
  return {
    embed: handlesInFiles(theme.files?.nodes ?? [], appHandle).includes('embed'),
    blocks: await readBlocks(admin, shop, appHandle),
    theme: { id: theme.id, name: theme.name },
  };
}

async function readBlocks(admin: Admin, shop: string, appHandle: string): Promise<string[] | null> {
  try {
    const { themes } = await admin(shop).query(MainThemeDocument, { filenames: TEMPLATES });
    const ours = handlesInFiles(themes?.nodes[0]?.files?.nodes ?? [], appHandle);
    return [...new Set(ours)].sort();
  } catch (error) {
    // the embed is what the set-up guide needs; without the templates only the list of blocks is unknown
    if (error instanceof QueryRefused) return null;
    throw error;
  }
}

type ThemeFile = NonNullable<NonNullable<MainThemeQuery['themes']>['nodes'][number]['files']>['nodes'][number];

function handlesInFiles(files: readonly ThemeFile[], appHandle: string): string[] {
  return files.flatMap(({ filename, body }) => ('content' in body ? handlesIn(filename, body.content, appHandle) : []));
}

/** Handles of the app's blocks that are on in a theme file; a file we cannot read holds none. */
export function handlesIn(filename: string, content: string, appHandle: string): string[] {
  const value = parseThemeJson(content);
  const found: z.infer<typeof block>[] = [];
  if (filename === SETTINGS) {
    const { data } = settingsData.safeParse(value);
    if (data && typeof data.current === 'object') found.push(...Object.values(data.current.blocks ?? {}));
  } else {
    const { data } = template.safeParse(value);
    for (const section of Object.values(data?.sections ?? {})) {
      if (!section.disabled) found.push(...Object.values(section.blocks ?? {}));
    }
  }
  return found.flatMap(({ type, disabled }) => {
    const match = APP_BLOCK.exec(type);
    return match && match[1] === appHandle && !disabled && match[2] ? [match[2]] : [];
  });
}

/** Shopify puts a comment before the JSON of files that its editor writes. */
function parseThemeJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\s*\/\*[\s\S]*?\*\//, ''));
  } catch {
    return null;
  }
}
