import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Context } from 'hono';
import { treeVersion } from '../storefront/theme/file-tree.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const built = new Map<string, { version: number; text: Promise<string> }>();

/** A script for the browser, written in TypeScript under `src/` and bundled when it is first asked for. */
export function serveBrowserScript(file: string): (c: Context) => Promise<Response> {
  return async (c) => {
    c.header('Content-Type', 'text/javascript; charset=utf-8');
    c.header('Cache-Control', 'no-cache');
    c.header('Access-Control-Allow-Origin', '*');
    return c.body(await bundled(file));
  };
}

export function bundled(file: string): Promise<string> {
  const entry = join(source, file);
  const version = treeVersion([join(entry, '..')]);
  const known = built.get(file);
  if (known?.version === version) return known.text;
  const text = bundle(entry);
  built.set(file, { version, text });
  text.catch(() => built.delete(file));
  return text;
}

export async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
