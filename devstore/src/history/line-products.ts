import { handleOf } from '../seed/handle.ts';
import type { IdSource } from '../shop/ids.ts';
import { fromCents } from '../shop/money.ts';
import type { Collection, Product, Variant } from '../shop/types.ts';
import type { ExportedLine } from './read-orders-csv.ts';

/** The products of an export's items: those that the shop has, and new ones for those that it has not. */
export interface LineProducts {
  find(line: ExportedLine): { product: Product; variant: Variant };
  /** What had to be made. */
  made: Product[];
}

export function lineProducts(known: Product[], collection: Collection, ids: IdSource, at: string): LineProducts {
  const bySku = new Map<string, { product: Product; variant: Variant }>();
  const byName = new Map<string, { product: Product; variant: Variant }>();
  const handles = new Set(known.map((product) => product.handle));
  const note = (product: Product, variant: Variant) => {
    if (variant.sku) bySku.set(variant.sku, { product, variant });
    byName.set(nameOf(product, variant), { product, variant });
  };
  for (const product of known) for (const variant of product.variants) note(product, variant);
  const made = new Map<string, Product>();

  const addVariant = (product: Product, title: string, line: ExportedLine): Variant => {
    const variant: Variant = {
      id: ids.next('variant'),
      productId: product.id,
      inventoryItemId: ids.next('inventoryItem'),
      title,
      sku: line.sku,
      price: fromCents(line.cents),
      compareAtPrice: null,
      unitCost: null,
      inventoryQuantity: 50,
      grams: 0,
      position: product.variants.length + 1,
      options: [title],
    };
    product.variants.push(variant);
    product.options = [{ name: 'Title', values: product.variants.map((one) => one.title) }];
    note(product, variant);
    return variant;
  };

  return {
    get made() {
      return [...made.values()];
    },
    find: (line) => {
      const found = (line.sku ? bySku.get(line.sku) : undefined) ?? byName.get(line.name);
      if (found) return found;
      // The export writes "Title - Variant" in one cell; a product without variants has the title alone.
      const cut = line.name.lastIndexOf(' - ');
      const title = cut > 0 ? line.name.slice(0, cut) : line.name;
      const variantTitle = cut > 0 ? line.name.slice(cut + 3) : 'Default Title';
      const product = made.get(title) ?? blankProduct(title, line.vendor, collection, ids, at, handles);
      made.set(title, product);
      return { product, variant: addVariant(product, variantTitle, line) };
    },
  };
}

function nameOf(product: Product, variant: Variant): string {
  return variant.title === 'Default Title' ? product.title : `${product.title} - ${variant.title}`;
}

function blankProduct(
  title: string,
  vendor: string,
  collection: Collection,
  ids: IdSource,
  at: string,
  handles: Set<string>,
): Product {
  const base = handleOf(title) || 'product';
  let handle = base;
  for (let n = 2; handles.has(handle); n += 1) handle = `${base}-${n}`;
  handles.add(handle);
  return {
    id: ids.next('product'),
    handle,
    title,
    descriptionHtml: '',
    translations: {},
    vendor: vendor || 'Sandmill Goods',
    productType: '',
    tags: [],
    status: 'active',
    options: [],
    variants: [],
    collectionIds: [collection.id],
    picture: { id: ids.next('picture'), src: `/cdn/products/${handle}.svg`, alt: title, width: 800, height: 800 },
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
  };
}
