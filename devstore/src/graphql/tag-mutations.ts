import { GraphQLError } from 'graphql';
import { hasTag, newTags } from '../shop/tags.ts';
import type { GraphContext } from './context.ts';
import { requireInputSize } from './input-size.ts';
import { customerNode } from './nodes/customer.ts';
import { productNode } from './nodes/product.ts';
import { requireWrite } from './require-scope.ts';

interface TagArguments {
  id: string;
  tags: string[];
}

const LONGEST_TAG = 255;

/** `tagsAdd` and `tagsRemove`, for customers, orders and products. */
export function tagMutations(context: GraphContext): Record<string, unknown> {
  const { customers, orders, products } = context.devstore.store;
  const change = (field: 'tagsAdd' | 'tagsRemove') => (args: TagArguments) => {
    requireInputSize(args.tags);
    const [, type = '', id = ''] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(args.id) ?? [];
    requireWrite(context.scopes, type, field);
    const refused = (name: string, message: string) => ({ node: null, userErrors: [{ field: [name], message }] });
    if (args.tags.some((tag) => tag.length > LONGEST_TAG))
      return refused('tags', 'Tag is too long (maximum is 255 characters)');
    // Shopify reads a comma as the end of a tag.
    const tags = args.tags.flatMap((tag) => tag.split(','));
    const adding = field === 'tagsAdd';
    switch (type) {
      case 'Customer': {
        if (!customers.get(id)) return refused('id', 'Customer does not exist');
        const customer = adding ? customers.addTags(id, tags) : customers.removeTags(id, tags);
        return { node: customerNode(context, customer), userErrors: [] };
      }
      case 'Order': {
        if (!orders.get(id)) return refused('id', 'Order does not exist');
        const order = adding ? orders.addTags(id, tags) : orders.removeTags(id, tags);
        return { node: context.orderNode(order), userErrors: [] };
      }
      case 'Product': {
        const product = products.get(id);
        if (!product) return refused('id', 'Product does not exist');
        const next = adding
          ? [...product.tags, ...newTags(product.tags, tags)]
          : product.tags.filter((tag) => !hasTag(tags, tag));
        return { node: productNode(context, products.update(id, { tags: next })), userErrors: [] };
      }
      default:
        throw new GraphQLError(`devstore does not simulate ${field} on ${type || args.id}`, {
          extensions: { code: 'NOT_SIMULATED' },
        });
    }
  };
  return { tagsAdd: change('tagsAdd'), tagsRemove: change('tagsRemove') };
}
