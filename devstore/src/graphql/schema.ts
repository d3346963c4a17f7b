import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';

const cache = new Map<string, GraphQLSchema>();

/** The real Admin schema of an API version such as `2026-10`, which Shopify publishes in an npm package. */
export function adminSchema(version: string): GraphQLSchema {
  const known = cache.get(version);
  if (known) return known;
  const file = join(packageFolder(), 'skills/shopify-admin/assets', `admin_${version}.json.br`);
  const parsed = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as
    | IntrospectionQuery
    | { data: IntrospectionQuery };
  // `assumeValid`: checking a schema of three thousand types would take longer than every query after it.
  const schema = buildClientSchema('data' in parsed ? parsed.data : parsed, { assumeValid: true });
  cache.set(version, schema);
  return schema;
}

function packageFolder(): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths('@shopify/ai-toolkit') ?? []) {
    try {
      return dirname(require.resolve(join(folder, '@shopify/ai-toolkit/package.json')));
    } catch {
      // Not in this node_modules: look in the next one up.
    }
  }
  throw new Error('The package @shopify/ai-toolkit, which holds the Admin schema, is not installed.');
}
