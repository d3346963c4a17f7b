import type { PlacedBlock } from '../theme/theme.ts';
import { settingsOf, standsOn, type BlockSchema, type Setting } from '../theme/block-schema.ts';
import { liquidError } from '../liquid/liquid-error.ts';
import { objectContext } from '../objects/global-objects.ts';
import { collectionObject, productObject } from '../objects/product.ts';
import { pageScope, type PageContext } from '../page-context.ts';
import type { AppBlock, Extension } from './extension.ts';

/** Renders one app block (or embed) with the objects of the page that it stands on. */
export async function renderAppBlock(options: {
  extension: Extension;
  block: AppBlock;
  id: string;
  placed: PlacedBlock;
  page: PageContext;
  objects: Record<string, unknown>;
  section: unknown;
}): Promise<string> {
  const { extension, block, id, placed, page, objects } = options;
  const template = String(objects['template']);
  if (placed.disabled || !standsOn(block.schema, template)) return '';
  if (block.schema.javascript) page.scripts.add(extension.liquid.assetUrl(block.schema.javascript));
  if (block.schema.stylesheet) page.styles.add(extension.liquid.assetUrl(block.schema.stylesheet));
  const scope = pageScope(page, objects, {
    section: options.section,
    block: {
      id,
      type: placed.type,
      name: block.schema.name,
      settings: resolvedSettings(block.schema, placed.settings ?? {}, page, objects),
      shopify_attributes: `data-block-handle="${block.handle}"`,
    },
    app: { metafields: {} },
  });
  const { engine } = extension.liquid;
  const inner =
    block.templates instanceof Error
      ? liquidError(block.templates)
      : await engine.render(block.templates, {}, { globals: scope }).then(String, liquidError);
  const tag = block.schema.tag ?? 'div';
  const name = block.schema.target === 'section' ? 'shopify-app-block' : 'shopify-app-embed';
  const classes = ['shopify-block', name, block.schema.class].filter(Boolean).join(' ');
  return `<${tag} id="shopify-block-${id}" class="${classes}">${inner}</${tag}>`;
}

/** Settings that name a product or a collection become that object, as in Liquid on Shopify. */
function resolvedSettings(
  schema: BlockSchema,
  chosen: Record<string, unknown>,
  page: PageContext,
  objects: Record<string, unknown>,
): Record<string, unknown> {
  const settings = settingsOf(schema, chosen);
  for (const setting of schema.settings ?? []) {
    if (setting.id) settings[setting.id] = resolved(setting, settings[setting.id], page, objects);
  }
  return settings;
}

function resolved(setting: Setting, value: unknown, page: PageContext, objects: Record<string, unknown>): unknown {
  const context = objectContext(page);
  if (setting.type === 'product') {
    const product = typeof value === 'string' ? page.store.products.byHandle(value) : undefined;
    return product ? productObject(product, context) : setting.autofill ? (objects['product'] ?? null) : null;
  }
  if (setting.type === 'collection') {
    const collection = typeof value === 'string' ? page.store.collections.byHandle(value) : undefined;
    return collection
      ? collectionObject(collection, context)
      : setting.autofill
        ? (objects['collection'] ?? null)
        : null;
  }
  return value;
}
