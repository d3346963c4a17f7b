import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSED_MEMBERS, SIMULATED_MEMBERS } from '../admin/bridge-members.ts';
import type { GraphContext } from '../graphql/context.ts';
import { rootsOf } from '../graphql/roots.ts';
import { adminApi } from '../graphql/schema.ts';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';
import { TOPICS } from '../webhooks/payload-of.ts';
import { FIDELITY } from './entries.ts';

const named = (kind: 'routes' | 'fields' | 'topics' | 'bridge') => FIDELITY.flatMap((entry) => entry[kind] ?? []);
/** What exists and no entry names. */
const unnamed = (all: string[], names: string[]) =>
  all.filter((one) => !names.some((name) => (name.endsWith('*') ? one.startsWith(name.slice(0, -1)) : one === name)));

describe('every simulation says what it is', () => {
  it('each route of the web server', () => {
    const { app } = openTestShop();
    const plain = (path: string) => path.replace(/^\/(it|en|:language\{en\|it\})(?=\/|$)/, '') || '/';
    const routes = app.routes.map(({ method, path }) => `${method} ${plain(path)}`);
    expect(routes.length).toBeGreaterThan(50);
    expect(unnamed([...new Set(routes)], named('routes'))).toEqual([]);
  });

  it('each field of the Admin API’s roots', () => {
    const { devstore } = openTestShop();
    const { schema, access } = adminApi('2026-10');
    const context: GraphContext = { devstore, access, scopes: new Set(), orderNode: () => null };
    const { query, mutation } = rootsOf(context, schema);
    const fields = [
      ...Object.keys(query).map((name) => `QueryRoot.${name}`),
      ...Object.keys(mutation).map((name) => `Mutation.${name}`),
    ];
    expect(unnamed(fields, named('fields'))).toEqual([]);
    expect(named('fields').filter((name) => !fields.includes(name))).toEqual([]);
  });

  it('each webhook topic and each member of App Bridge', () => {
    expect(unnamed(Object.values(TOPICS), named('topics'))).toEqual([]);
    expect(unnamed([...SIMULATED_MEMBERS, ...REFUSED_MEMBERS], named('bridge'))).toEqual([]);
  });

  it('each entry has a document, and a test that exists', () => {
    const root = resolve(import.meta.dirname, '../../..');
    expect(FIDELITY.filter((entry) => !URL.canParse(entry.source.url))).toEqual([]);
    expect(FIDELITY.map((entry) => entry.testedBy).filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
  });

  it('is a page', async () => {
    const { browser } = openTestShop();
    const page = await browser.page('/fidelity');
    for (const { area } of FIDELITY) expect(page).toContain(area);
  });
});
