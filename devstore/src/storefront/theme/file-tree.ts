import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

/** A number that changes whenever a file of the folders does, so that an edited theme shows without a restart. */
export function treeVersion(folders: string[]): number {
  let version = 0;
  for (const folder of folders) {
    for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : []) {
      if (!entry.isFile()) continue;
      const { mtimeMs, size } = statSync(join(entry.parentPath, entry.name));
      version = (version * 31 + mtimeMs + size) % Number.MAX_SAFE_INTEGER;
    }
  }
  return version;
}

/** The files of a folder by name without ending. */
export function filesByName(folder: string, ending: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    if (extname(file) === ending) files.set(basename(file, ending), readFileSync(join(folder, file), 'utf8'));
  }
  return files;
}

/** Shopify lets theme JSON begin with a comment. */
export function parseThemeJson(text: string): unknown {
  return JSON.parse(text.replace(/^\s*\/\*[\s\S]*?\*\//, ''));
}
