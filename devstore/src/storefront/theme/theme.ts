import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Template } from 'liquidjs';
import { createEngine } from '../liquid/engine.ts';
import type { LiquidSet } from '../page-context.ts';
import { readSchema, type BlockSchema } from './block-schema.ts';
import { filesByName, parseThemeJson, treeVersion } from './file-tree.ts';
import { readTranslations } from './translations.ts';

export const themeFolder = fileURLToPath(new URL('../../../theme', import.meta.url));

export interface PlacedBlock {
  type: string;
  settings?: Record<string, unknown>;
  disabled?: boolean;
}

export interface PlacedSection {
  type: string;
  settings?: Record<string, unknown>;
  disabled?: boolean;
  blocks?: Record<string, PlacedBlock>;
  block_order?: string[];
}

/** A JSON template: https://shopify.dev/docs/storefronts/themes/architecture/templates/json-templates */
export interface JsonTemplate {
  layout?: string | false;
  sections: Record<string, PlacedSection>;
  order: string[];
}

export interface Section {
  schema: BlockSchema;
  templates: Template[];
}

export interface Theme {
  liquid: LiquidSet;
  section(name: string): Section | undefined;
  layout(name: string): Template[];
  template(name: string): JsonTemplate | undefined;
}

/** Gives the theme as its files now are. */
export function themeLoader(folder = themeFolder): () => Theme {
  let version = -1;
  let theme: Theme | undefined;
  return () => {
    const now = treeVersion([folder]);
    if (!theme || now !== version) theme = loadTheme(folder, now);
    version = now;
    return theme;
  };
}

function loadTheme(folder: string, version: number): Theme {
  const liquid = createEngine({
    snippets: join(folder, 'snippets'),
    translations: readTranslations(join(folder, 'locales')),
    assetUrl: (file) => `/cdn/shop/t/1/assets/${file}?v=${Math.round(version)}`,
  });
  const sections = new Map<string, Section>();
  for (const [name, text] of filesByName(join(folder, 'sections'), '.liquid')) {
    sections.set(name, {
      schema: readSchema(text, `sections/${name}.liquid`),
      templates: liquid.engine.parse(text, `sections/${name}.liquid`),
    });
  }
  const layouts = new Map<string, Template[]>();
  for (const [name, text] of filesByName(join(folder, 'layout'), '.liquid')) {
    layouts.set(name, liquid.engine.parse(text, `layout/${name}.liquid`));
  }
  const templates = new Map<string, JsonTemplate>();
  for (const [prefix, path] of [
    ['', 'templates'],
    ['customers/', 'templates/customers'],
  ] as const) {
    for (const [name, text] of filesByName(join(folder, path), '.json'))
      templates.set(prefix + name, parseThemeJson(text) as JsonTemplate);
  }
  return {
    liquid,
    section: (name) => sections.get(name),
    template: (name) => templates.get(name),
    layout(name) {
      const layout = layouts.get(name);
      if (!layout) throw new Error(`The theme has no layout/${name}.liquid`);
      return layout;
    },
  };
}
