import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { accessRules, type AccessRules, type PackagedRule } from './access.ts';

export interface AdminApi {
  schema: GraphQLSchema;
  access: AccessRules;
}

const cache = new Map<string, AdminApi>();

/** The real Admin API of a version such as `2026-10`: its schema and its scopes, out of Shopify's npm package. */
export function adminApi(version: string): AdminApi {
  const known = cache.get(version);
  if (known) return known;
  const toolkit = dirname(createRequire(import.meta.url).resolve('@shopify/ai-toolkit/package.json'));
  const file = join(toolkit, 'skills/shopify-admin/assets', `admin_${version}.json.br`);
  const packaged = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as {
    data: IntrospectionQuery;
    offline_scopes: { items: PackagedRule[] };
  };
  // `assumeValid`: checking a schema of three thousand types would take longer than every query after it.
  const schema = buildClientSchema(packaged.data, { assumeValid: true });
  const api = { schema, access: accessRules(packaged.offline_scopes.items) };
  cache.set(version, api);
  return api;
}
