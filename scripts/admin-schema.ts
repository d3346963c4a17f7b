// The Admin API schema of the pinned version, and which scopes its types and fields ask for, out of @shopify/ai-toolkit.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { IntrospectionQuery } from 'graphql';

export const ADMIN_API_VERSION = '2026-10';

/** What an offline token must hold one of, to read a type or a field. */
export interface ScopeRule {
  type: 'type' | 'field';
  typeName: string;
  fieldName?: string;
  offlineScopes: string[];
  /** the same in words, with conditions such as "Also: the app requires read_customer_events" */
  requiredAccess: string;
}

interface Packaged {
  data: IntrospectionQuery;
  offline_scopes: { items: ScopeRule[] };
}

let read: Packaged | undefined;

function packaged(): Packaged {
  if (read) return read;
  const toolkit = dirname(createRequire(import.meta.url).resolve('@shopify/ai-toolkit/package.json'));
  const file = join(toolkit, 'skills/shopify-admin/assets', `admin_${ADMIN_API_VERSION}.json.br`);
  read = JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8')) as Packaged;
  return read;
}

export function readAdminIntrospection(): IntrospectionQuery {
  return packaged().data;
}

export function readScopeRules(): readonly ScopeRule[] {
  return packaged().offline_scopes.items;
}
