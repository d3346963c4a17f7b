import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { themeCheckRun } from '@shopify/theme-check-node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createEngine } from '../../devstore/src/storefront/liquid/engine.ts';
import { readTranslations } from '../../devstore/src/storefront/theme/translations.ts';

/** What an app block may use: https://shopify.dev/docs/api/liquid/tags */
const TAGS =
  'assign break capture case comment continue cycle decrement doc echo else elsif endcapture endcase endcomment enddoc endfor endform endif endpaginate endraw endschema endstyle endtablerow endunless for form if increment inline_comment liquid paginate raw render schema style tablerow unless when'.split(
    ' ',
  );

const EXTENSION = 'extensions/storefront';

async function check(folder: string) {
  const scratch = mkdtempSync(join(tmpdir(), 'sandmill-theme-check-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const copy = join(scratch, 'extension');
  cpSync(folder, copy, { recursive: true });
  const config = join(scratch, 'theme-check.yml');
  cpSync('scripts/theme-check.yml', config);
  const offences = async () =>
    (await themeCheckRun(copy, config)).offenses.map(
      ({ check: name, uri, message }) => `${name} ${uri.split('/').at(-1)}: ${message}`,
    );
  return { copy, offences };
}

const blocks = readdirSync(join(EXTENSION, 'blocks')).map((file) => {
  const liquid = readFileSync(join(EXTENSION, 'blocks', file), 'utf8');
  const schema = /\{% schema %\}([\s\S]*)\{% endschema %\}/.exec(liquid)?.[1] ?? '';
  return { file, liquid, schema: JSON.parse(schema) as unknown };
});

/** https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration#schema */
const named = { id: z.string(), label: z.string().startsWith('t:'), info: z.string().startsWith('t:').optional() };
const settingSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['header', 'paragraph']), content: z.string().startsWith('t:') }),
  z.strictObject({ type: z.enum(['text', 'textarea']), ...named, default: z.string().min(1).optional() }),
  z.strictObject({ type: z.enum(['url', 'color', 'collection']), ...named }),
  z.strictObject({ type: z.literal('product'), ...named, autofill: z.boolean().optional() }),
  z.strictObject({ type: z.literal('checkbox'), ...named, default: z.boolean() }),
  z
    .strictObject({
      type: z.literal('select'),
      ...named,
      options: z.array(z.strictObject({ value: z.string(), label: z.string().startsWith('t:') })),
      default: z.string(),
    })
    .refine(({ options, default: start }) => options.some(({ value }) => value === start), {
      message: 'the default is one of the options',
    }),
  z
    .strictObject({
      type: z.literal('range'),
      ...named,
      min: z.number(),
      max: z.number(),
      step: z.number(),
      unit: z.string().max(3).optional(),
      default: z.number(),
    })
    .refine(
      ({ min, max, step, default: start }) =>
        (max - min) / step <= 100 && (start - min) % step === 0 && start >= min && start <= max,
      {
        message: 'at most 101 steps, and the default on one of them',
      },
    ),
]);
const blockSchema = z.strictObject({
  name: z.string().startsWith('t:'),
  target: z.enum(['section', 'body']),
  javascript: z.enum(['sandmill.js', 'sandmill-push.js']).optional(),
  settings: z.array(settingSchema),
});

const read = (file: string) => JSON.parse(readFileSync(join(EXTENSION, 'locales', file), 'utf8')) as object;
const keysOf = (tree: object, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' ? keysOf(value as object, `${prefix}${key}.`) : `${prefix}${key}`,
  );

describe('the theme extension', () => {
  it('has nothing that Shopify’s own check would remark on', async () => {
    const { copy, offences } = await check(EXTENSION);
    expect(await offences()).toEqual([]);
    writeFileSync(join(copy, 'blocks/banner.liquid'), "<img src='x'>{{ 'no.such.key' | t }}");
    expect((await offences()).length).toBeGreaterThan(1);
  });

  it.each(blocks)('$file has a schema that Shopify takes', ({ schema }) => {
    const parsed = blockSchema.parse(schema);
    const ids = parsed.settings.flatMap((setting) => ('id' in setting ? setting.id : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is written in tags and filters that Shopify knows, which its check does not look at', () => {
    const { engine } = createEngine({
      snippets: join(EXTENSION, 'snippets'),
      translations: readTranslations(join(EXTENSION, 'locales')),
      assetUrl: (file) => file,
    });
    for (const file of ['blocks', 'snippets'].flatMap((folder) =>
      readdirSync(join(EXTENSION, folder)).map((name) => join(EXTENSION, folder, name)),
    )) {
      const liquid = readFileSync(file, 'utf8');
      expect(() => engine.parse(liquid), file).not.toThrow();
      for (const [, name = ''] of liquid.matchAll(/\{%-?\s*(\w+)/g)) expect(TAGS, `${file}: ${name}`).toContain(name);
    }
    expect(() => engine.parse('{% nonsense %}')).toThrow('nonsense');
    expect(() => engine.parse("{{ 'x' | nonsense }}")).toThrow('nonsense');
  });

  it('refuses settings as Shopify would', () => {
    const range = { type: 'range', id: 'x', label: 't:x', min: 0, max: 10, step: 2, default: 4 };
    const block = (setting: object) => blockSchema.safeParse({ name: 't:x', target: 'section', settings: [setting] });
    expect(block(range).success).toBe(true);
    for (const wrong of [
      { ...range, default: 5 },
      { ...range, max: 1000 },
      { ...range, unit: 'pixels' },
      { ...range, type: 'slider' },
      { ...range, label: 'Space above' },
      { type: 'url', id: 'x', label: 't:x', default: 'https://example.com' },
      {
        type: 'select',
        id: 'x',
        label: 't:x',
        options: [{ value: 'a', label: 't:a' }],
        default: 'b',
      },
    ])
      expect(block(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  it('uses every setting that it offers', () => {
    for (const { liquid, schema } of blocks) {
      for (const setting of blockSchema.parse(schema).settings) {
        if ('id' in setting) expect(liquid).toContain(`block.settings.${setting.id}`);
      }
    }
  });

  it('says everything in English and Italian, with the same places to fill', () => {
    for (const [english, italian] of [
      ['en.default.json', 'it.json'],
      ['en.default.schema.json', 'it.schema.json'],
    ] as const) {
      expect(keysOf(read(italian))).toEqual(keysOf(read(english)));
    }
    const names = new Set(keysOf(read('en.default.schema.json')));
    for (const { schema } of blocks) {
      for (const [, key] of JSON.stringify(schema).matchAll(/"t:([\w.]+)"/g)) expect(names).toContain(key);
    }
  });

  it('keeps to the folders and sizes that Shopify allows', () => {
    const inside = readdirSync(EXTENSION).filter((name) => !name.startsWith('shopify.extension'));
    expect(inside.sort()).toEqual(['assets', 'blocks', 'locales', 'snippets']);
    expect(readdirSync(join(EXTENSION, 'assets')).sort()).toEqual(['sandmill-push.js', 'sandmill.js']);
  });
});
