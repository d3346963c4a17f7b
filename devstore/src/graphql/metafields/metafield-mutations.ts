import type { Metafield } from '../../shop/types.ts';
import { gid, type GraphContext } from '../context.ts';
import { requireInputSize } from '../input-size.ts';
import { requireWrite } from '../require-scope.ts';
import { digestOf, findMetafield, isForeign, metafieldNode, namespaceOf } from './metafield-node.ts';

interface Given {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
}

interface Owner {
  type: string;
  id: string;
}

/** https://shopify.dev/docs/api/admin-graphql/latest/mutations/metafieldsSet: at most 25, all of them or none. */
const MOST = 25;
const OWNERS = new Set(['Customer', 'Order', 'Product', 'ProductVariant', 'Collection', 'Shop', 'AppInstallation']);
const VALID: Record<string, (value: string) => boolean> = {
  single_line_text_field: (value) => !/[\r\n]/.test(value),
  multi_line_text_field: () => true,
  number_integer: (value) => /^-?\d+$/.test(value),
  number_decimal: (value) => /^-?\d+(\.\d+)?$/.test(value),
  boolean: (value) => value === 'true' || value === 'false',
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  date_time: (value) => !Number.isNaN(Date.parse(value)),
  url: (value) => URL.canParse(value),
  json: isJson,
  'list.single_line_text_field': (value) => isJson(value) && Array.isArray(JSON.parse(value)),
};

export function metafieldMutations(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  return {
    metafieldsSet: ({ metafields }: { metafields: Given[] }) => {
      requireInputSize(metafields, MOST);
      for (const { ownerId } of metafields) requireWrite(context.scopes, typeOf(ownerId), 'metafieldsSet');
      const userErrors = metafields.flatMap((one, index) => problemsOf(context, one, index));
      if (userErrors.length > 0) return { metafields: null, userErrors };
      const now = clock.iso();
      const saved = metafields.map((one) => {
        const { owner, namespace, before } = placeOf(context, one);
        return store.metafields.save({
          id: before?.id ?? store.metafields.nextId(),
          ownerType: owner?.type ?? '',
          ownerId: owner?.id ?? '',
          namespace,
          key: one.key,
          type: one.type ?? before?.type ?? '',
          value: one.value,
          createdAt: before?.createdAt ?? now,
          updatedAt: now,
        });
      });
      return { metafields: saved.map(metafieldNode), userErrors: [] };
    },
    metafieldsDelete: ({ metafields }: { metafields: Omit<Given, 'value'>[] }) => {
      requireInputSize(metafields);
      for (const { ownerId } of metafields) requireWrite(context.scopes, typeOf(ownerId), 'metafieldsDelete');
      const deletedMetafields = metafields.map((one) => {
        const { before } = placeOf(context, one);
        if (!before || isForeign(before.namespace)) return null;
        store.metafields.remove(before.id);
        return { ownerId: gid(before.ownerType, before.ownerId), namespace: before.namespace, key: before.key };
      });
      return { deletedMetafields, userErrors: [] };
    },
  };
}

function typeOf(ownerId: string): string {
  return /^gid:\/\/shopify\/(\w+)\//.exec(ownerId)?.[1] ?? '';
}

function placeOf(context: GraphContext, given: Omit<Given, 'value'>) {
  const [, type = '', id = ''] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(given.ownerId) ?? [];
  const owner: Owner | undefined = exists(context, type, id) ? { type, id } : undefined;
  const namespace = namespaceOf(given.namespace);
  const before: Metafield | undefined = owner && findMetafield(context, owner, namespace, given.key);
  return { owner, namespace, before };
}

function exists({ devstore: { store } }: GraphContext, type: string, id: string): boolean {
  if (!OWNERS.has(type)) return false;
  if (type === 'Customer') return store.customers.get(id) !== undefined;
  if (type === 'Order') return store.orders.get(id) !== undefined;
  if (type === 'Product') return store.products.get(id) !== undefined;
  if (type === 'ProductVariant') return store.products.byVariant(id) !== undefined;
  if (type === 'Collection') return store.collections.get(id) !== undefined;
  return id === store.shop.id;
}

function problemsOf(context: GraphContext, given: Given, index: number) {
  const problem = (code: string, name: string, message: string) => [
    { code, elementIndex: index, field: ['metafields', String(index), name], message },
  ];
  const { owner, namespace, before } = placeOf(context, given);
  if (!owner) return problem('INVALID', 'ownerId', 'Owner does not exist.');
  if (isForeign(namespace))
    return problem('APP_NOT_AUTHORIZED', 'namespace', `Access to this namespace and key on Metafields is not allowed.`);
  if (namespace.length < 3)
    return problem('TOO_SHORT', 'namespace', 'Namespace is too short (minimum is 3 characters)');
  if (given.key.length < 2) return problem('TOO_SHORT', 'key', 'Key is too short (minimum is 2 characters)');
  const type = given.type ?? before?.type;
  if (!type) return problem('BLANK', 'type', "Type can't be blank");
  const valid = VALID[type];
  if (!valid) return problem('INCLUSION', 'type', 'Type is not included in the list');
  if (given.value === '') return problem('BLANK', 'value', "Value can't be blank.");
  if (!valid(given.value))
    return problem('INVALID_VALUE', 'value', `Value must be a valid ${type.replaceAll('_', ' ')}.`);
  if (given.compareDigest && given.compareDigest !== (before ? digestOf(before.value) : null))
    return problem(
      'STALE_OBJECT',
      'compareDigest',
      'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.',
    );
  return [];
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
