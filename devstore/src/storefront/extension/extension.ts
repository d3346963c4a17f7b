import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'liquidjs';
import { createEngine } from '../liquid/engine.ts';
import type { LiquidSet } from '../page-context.ts';
import { readSchema, type BlockSchema } from '../theme/block-schema.ts';
import { filesByName, treeVersion } from '../theme/file-tree.ts';
import { readTranslations } from '../theme/translations.ts';

export interface AppBlock {
  handle: string;
  schema: BlockSchema;
  /** A file that does not parse is shown where it should stand. */
  templates: Template[] | Error;
}

/** The app's theme extension: blocks, snippets, assets and locales, as `shopify app deploy` would take them. */
export interface Extension {
  liquid: LiquidSet;
  block(handle: string): AppBlock | undefined;
  blocks(): AppBlock[];
}

export const extensionAssets = '/cdn/extensions/sandmill/assets';

export function extensionLoader(folder: string): () => Extension {
  let version = -1;
  let extension: Extension | undefined;
  return () => {
    const now = treeVersion(['blocks', 'snippets', 'assets', 'locales'].map((name) => join(folder, name)));
    if (!extension || now !== version) extension = loadExtension(folder);
    version = now;
    return extension;
  };
}

function loadExtension(folder: string): Extension {
  const versions = new Map<string, number>();
  const assets = join(folder, 'assets');
  for (const file of existsSync(assets) ? readdirSync(assets) : [])
    versions.set(file, Math.round(statSync(join(assets, file)).mtimeMs));
  const liquid = createEngine({
    snippets: join(folder, 'snippets'),
    translations: readTranslations(join(folder, 'locales')),
    assetUrl: (file) => `${extensionAssets}/${file}?v=${versions.get(file) ?? 0}`,
  });
  const blocks = new Map<string, AppBlock>();
  for (const [handle, text] of filesByName(join(folder, 'blocks'), '.liquid')) {
    blocks.set(handle, { handle, ...parseBlock(liquid, text, `blocks/${handle}.liquid`) });
  }
  return { liquid, block: (handle) => blocks.get(handle), blocks: () => [...blocks.values()] };
}

function parseBlock(liquid: LiquidSet, text: string, file: string): Omit<AppBlock, 'handle'> {
  try {
    return { schema: readSchema(text, file), templates: liquid.engine.parse(text, file) };
  } catch (error) {
    return { schema: { name: file }, templates: error instanceof Error ? error : new Error(String(error)) };
  }
}
