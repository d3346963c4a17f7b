// Least scopes: what shopify.app.toml asks of a merchant is exactly what our documents, topics and extensions need.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClientSchema,
  getNamedType,
  type GraphQLEnumType,
  type GraphQLSchema,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readAdminIntrospection, readScopeRules } from '../../../scripts/admin-schema.ts';

const DOCUMENTS = 'app/platform/shopify/documents';

/** What no schema says. Each has the page that does. */
const ELSEWHERE: Record<string, string> = {
  // https://shopify.dev/docs/api/usage/access-scopes#orders-permissions
  read_all_orders: 'orders older than 60 days: RFM and reports count two years',
  // https://shopify.dev/docs/apps/build/online-store/app-proxies
  write_app_proxy: 'the storefront blocks ask through /apps/sandmill',
  // https://shopify.dev/docs/apps/build/marketing-analytics/build-web-pixels
  read_customer_events: 'webPixelCreate: the pixel hears customer events',
};

const configuration = readFileSync('shopify.app.toml', 'utf8');
const asked = list(/^scopes = "([^"]*)"/m);
const topics = [...configuration.matchAll(/^\s+"([a-z_]+[/.][a-z_]+)",?$/gm)].map((match) => match[1] ?? '');

function list(pattern: RegExp): string[] {
  return (pattern.exec(configuration)?.[1] ?? '').split(',').map((scope) => scope.trim());
}

/** A need is met by any one of its scopes; write includes read. */
type Need = { what: string; anyOf: readonly string[] };

function needsOfDocuments(schema: GraphQLSchema): Need[] {
  const rules = new Map(
    readScopeRules().map((rule) => [rule.type === 'type' ? rule.typeName : `${rule.typeName}.${rule.fieldName}`, rule]),
  );
  const needs = new Map<string, Need>();
  const need = (what: string) => {
    const rule = rules.get(what);
    if (rule && rule.offlineScopes.length > 0) needs.set(what, { what, anyOf: rule.offlineScopes });
  };
  for (const name of readdirSync(DOCUMENTS)) {
    const info = new TypeInfo(schema);
    visit(
      parse(readFileSync(join(DOCUMENTS, name), 'utf8')),
      visitWithTypeInfo(info, {
        Field() {
          need(`${info.getParentType()?.name}.${info.getFieldDef()?.name}`);
          const type = getNamedType(info.getType());
          if (type) need(type.name);
        },
        InlineFragment: () => need(getNamedType(info.getType())?.name ?? ''),
      }),
    );
  }
  return [...needs.values()];
}

/** "Requires the `read_orders` scope" or "Requires at least one of the following scopes: read_orders, …" */
function needsOfTopics(schema: GraphQLSchema): Need[] {
  const known = schema.getType('WebhookSubscriptionTopic') as GraphQLEnumType;
  return topics
    .filter((topic) => !/^app\/|^shop\/|^bulk_operations\/|redact|data_request/.test(topic))
    .map((topic) => {
      const value = known.getValue(topic.toUpperCase().replace(/[/.]/, '_'));
      const words = /Requires ([\s\S]*)$/.exec(value?.description ?? '')?.[1] ?? '';
      return { what: topic, anyOf: words.match(/(read|write)_[a-z_]+/g) ?? [] };
    });
}

const meets = (scope: string, need: Need) =>
  need.anyOf.includes(scope) || need.anyOf.includes(scope.replace(/^write_/, 'read_'));

describe('the scopes of shopify.app.toml', () => {
  const schema = buildClientSchema(readAdminIntrospection());
  const needs = [...needsOfDocuments(schema), ...needsOfTopics(schema)];

  it('are derived from something: documents and topics state their needs', () => {
    expect(topics).toHaveLength(32);
    expect(needs.filter((need) => need.anyOf.length === 0)).toEqual([]);
    expect(needs.map((need) => need.what)).toEqual(
      expect.arrayContaining(['Product', 'Customer', 'Order', 'QueryRoot.themes', 'Mutation.webPixelCreate']),
    );
  });

  it('leave no need unmet', () => {
    const unmet = needs.filter((need) => !asked.some((scope) => meets(scope, need)));
    expect(unmet).toEqual([]);
    expect(asked).toEqual(expect.arrayContaining(Object.keys(ELSEWHERE)));
  });

  it('hold nothing that could be left out', () => {
    const spare = asked.filter((scope) => {
      if (scope in ELSEWHERE) return false;
      const others = asked.filter((other) => other !== scope);
      return needs.every((need) => others.some((other) => meets(other, need)));
    });
    expect(spare).toEqual([]);
    expect([...asked].sort()).toEqual(asked);
  });
});
