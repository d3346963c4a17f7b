import type { Collection } from '../../shop/types.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { idNumber } from './values.ts';

/** `collections/create` and `collections/update`: which products are in it, they do not say. */
export function collectionPayload(context: PayloadContext, collection: Collection) {
  const time = timeIn(context);
  return {
    id: idNumber(collection.id),
    handle: collection.handle,
    title: collection.title,
    updated_at: time(collection.updatedAt),
    body_html: collection.descriptionHtml,
    published_at: time(collection.updatedAt),
    sort_order: 'best-selling',
    template_suffix: null,
    published_scope: 'web',
    admin_graphql_api_id: `gid://shopify/Collection/${collection.id}`,
  };
}
