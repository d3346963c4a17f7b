import { createHash } from 'node:crypto';
import type { Metafield } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, type GraphContext } from '../context.ts';

/** What the namespace `$app` stands for: it belongs to this app alone. */
const APP = 'app--580111';

export function namespaceOf(given: string | null | undefined): string {
  if (!given || given === '$app') return APP;
  return given.startsWith('$app:') ? `${APP}--${given.slice(5)}` : given;
}

/** Namespaces of other apps are closed to this one. */
export function isForeign(namespace: string): boolean {
  return namespace.startsWith('app--') && namespace !== APP && !namespace.startsWith(`${APP}--`);
}

export function findMetafield(
  { devstore }: GraphContext,
  owner: { type: string; id: string },
  namespace: string,
  key: string,
): Metafield | undefined {
  return devstore.store.metafields
    .all()
    .find(
      (one) =>
        one.ownerType === owner.type && one.ownerId === owner.id && one.namespace === namespace && one.key === key,
    );
}

export function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

interface ListArguments extends PageArguments {
  namespace?: string | null;
  keys?: string[] | null;
}

/** The fields `metafield` and `metafields` of whatever has them. */
export function metafieldFields(context: GraphContext, type: string, id: string): Record<string, unknown> {
  return {
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const found = findMetafield(context, { type, id }, namespaceOf(namespace), key);
      return found && !isForeign(found.namespace) ? metafieldNode(found) : null;
    },
    metafields: (args: ListArguments) => {
      const wanted = args.namespace ? namespaceOf(args.namespace) : undefined;
      const items = context.devstore.store.metafields
        .all()
        .filter(
          (one) =>
            one.ownerType === type &&
            one.ownerId === id &&
            !isForeign(one.namespace) &&
            (!wanted || one.namespace === wanted) &&
            (!args.keys || args.keys.includes(`${one.namespace}.${one.key}`)),
        );
      return connection({ items, idOf: (one) => one.id, node: metafieldNode, sortBy: (one) => Number(one.id) }, args);
    },
  };
}

export function metafieldNode(metafield: Metafield): Record<string, unknown> {
  return {
    __typename: 'Metafield',
    id: gid('Metafield', metafield.id),
    legacyResourceId: metafield.id,
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: jsonOf(metafield),
    compareDigest: digestOf(metafield.value),
    sizeInBytes: Buffer.byteLength(metafield.value),
    ownerType: metafield.ownerType.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(),
    definition: null,
    createdAt: metafield.createdAt,
    updatedAt: metafield.updatedAt,
  };
}

function jsonOf({ type, value }: Metafield): unknown {
  if (type === 'json' || type.startsWith('list.')) return JSON.parse(value);
  if (type === 'number_integer' || type === 'number_decimal') return Number(value);
  return type === 'boolean' ? value === 'true' : value;
}
