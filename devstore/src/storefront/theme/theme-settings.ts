import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DevstoreConfig, ThemeSettings } from '../../devstore.ts';
import { parseThemeJson } from './file-tree.ts';
import { themeFolder, type PlacedBlock } from './theme.ts';

interface SettingsData {
  current: { blocks?: Record<string, PlacedBlock> } & Record<string, unknown>;
}

/** App embeds live among the theme's settings, as `shopify://apps/{app}/blocks/{block}/{id}`. */
export interface EditableThemeSettings extends ThemeSettings {
  embeds(): { id: string; app: string; block: string; disabled: boolean; settings: Record<string, unknown> }[];
  setEmbed(block: string, on: boolean): void;
}

/**
 * The theme's `config/settings_data.json`. What the merchant changes is kept in the data folder, over the
 * file of the theme, which stays as it is.
 */
export function createThemeSettings(config: Pick<DevstoreConfig, 'dataDir'>): EditableThemeSettings {
  const shipped = join(themeFolder, 'config', 'settings_data.json');
  const edited = join(config.dataDir, 'theme', 'settings_data.json');
  const settingsData = (): string => readFileSync(existsSync(edited) ? edited : shipped, 'utf8');
  const read = (): SettingsData => parseThemeJson(settingsData()) as SettingsData;
  return {
    settingsData,
    embeds() {
      return Object.entries(read().current.blocks ?? {}).flatMap(([id, placed]) => {
        const named = parseAppBlock(placed.type);
        return named ? [{ id, ...named, disabled: placed.disabled ?? false, settings: placed.settings ?? {} }] : [];
      });
    },
    setEmbed(block, on) {
      const data = read();
      const blocks = (data.current.blocks ??= {});
      const found = Object.values(blocks).find((placed) => parseAppBlock(placed.type)?.block === block);
      if (found) found.disabled = !on;
      else
        blocks[embedId(block)] = {
          type: `shopify://apps/sandmill/blocks/${block}/${embedId(block)}`,
          disabled: !on,
          settings: {},
        };
      mkdirSync(join(config.dataDir, 'theme'), { recursive: true });
      writeFileSync(`${edited}.new`, JSON.stringify(data, null, 2));
      renameSync(`${edited}.new`, edited);
    },
  };
}

export function parseAppBlock(type: string): { app: string; block: string } | undefined {
  const match = /^shopify:\/\/apps\/([\w-]+)\/blocks\/([\w-]+)\//.exec(type);
  return match?.[1] && match[2] ? { app: match[1], block: match[2] } : undefined;
}

/** The same digits for the same block: a number of the kind that Shopify gives to an embed. */
function embedId(block: string): string {
  let id = 7;
  for (const character of block) id = (id * 31 + character.charCodeAt(0)) % 9_007_199_254_740;
  return String(id);
}
