import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Tree = { [key: string]: string | Tree };

/** The storefront texts of a theme or an extension: `locales/en.default.json`, `locales/it.json`. */
export interface Translations {
  /** The text in this language, else in the default one, else `undefined`. */
  find(locale: string, key: string, count?: number): string | undefined;
}

export function readTranslations(folder: string): Translations {
  const trees = new Map<string, Tree>();
  let standard = 'en';
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const match = /^([a-z]{2}(?:-[A-Z]{2})?)(\.default)?\.json$/.exec(file);
    if (!match?.[1]) continue;
    trees.set(match[1], JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree);
    if (match[2]) standard = match[1];
  }
  return {
    find(locale, key, count) {
      return lookUp(trees.get(locale), locale, key, count) ?? lookUp(trees.get(standard), standard, key, count);
    },
  };
}

function lookUp(tree: Tree | undefined, locale: string, key: string, count?: number): string | undefined {
  let node: string | Tree | undefined = tree;
  for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined;
  if (typeof node === 'object' && count !== undefined) {
    const category = new Intl.PluralRules(locale).select(count);
    node = (count === 0 ? node['zero'] : undefined) ?? node[category] ?? node['other'];
  }
  return typeof node === 'string' ? node : undefined;
}
