// Posts, their variants and accounts as rows, and as what they mean.
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Reader, Tables, Trx } from '../../platform/db/db.ts';
import { isNetwork, type Network } from '../../platform/social/networks.ts';
import type { AccountKnown, Target } from './post-draft.ts';
import { targetSchema } from './post-draft.ts';
import type { PostState, VariantState } from './states.ts';

export type AccountRow = Selectable<Tables['social_account']>;
export type PostRow = Selectable<Tables['social_post']> & { state: PostState };
export type VariantRow = Selectable<Tables['social_variant']> & { state: VariantState };

/** Deeds on a shop's posts and the steps of their publishing come one after the other. */
export const socialLock = (shop: string) => `social:${shop}`;

export async function findPost(reader: Reader | Trx, shop: string, id: string): Promise<PostRow | null> {
  const row = await reader
    .selectFrom('social_post')
    .selectAll()
    .where('shop', '=', shop)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return (row as PostRow | undefined) ?? null;
}

export async function variantsOf(reader: Reader | Trx, shop: string, posts: readonly string[]): Promise<VariantRow[]> {
  if (posts.length === 0) return [];
  const rows = await reader
    .selectFrom('social_variant')
    .selectAll()
    .where('shop', '=', shop)
    .where('post', 'in', posts)
    .orderBy('position')
    .execute();
  return rows as VariantRow[];
}

export async function accountsOf(reader: Reader | Trx, shop: string): Promise<AccountRow[]> {
  return reader
    .selectFrom('social_account')
    .selectAll()
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

const configSchema = z.object({
  server: z.string().default(''),
  /** what its server says that it takes */
  textLimit: z.number().int().nullable().default(null),
});

export const readConfig = ({ config }: Pick<AccountRow, 'config'>) => configSchema.parse(JSON.parse(config));

export const readTarget = ({ target }: Pick<VariantRow, 'target'>): Target => targetSchema.parse(JSON.parse(target));

export function networkOf({ network }: Pick<AccountRow, 'network'>): Network {
  if (!isNetwork(network)) throw new Error('a network that is not known');
  return network;
}

export const knownOf = (account: AccountRow): AccountKnown => ({
  network: networkOf(account),
  expired: account.state === 'expired',
  textLimit: readConfig(account).textLimit,
});
