import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { isNetwork, type Network } from '../../platform/social/networks.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { WELL } from '../messages/senders/pace.ts';
import type { OpenNetwork } from './account-network.server.ts';
import { POSTING } from './posting-kind.ts';
import { type AccountRow, accountsOf } from './store.server.ts';

/** What a merchant pastes. */
export interface Connection {
  network: string;
  token: string;
  /** of Mastodon: its host */
  server: string;
  /** of LinkedIn: the number of the organization */
  organization: string;
}

export type Connected =
  { ok: true; id: string; name: string } | { ok: false; errors: Record<string, string>; said?: string };

export type SocialAccounts = ReturnType<typeof createSocialAccounts>;

interface Deps {
  db: Database;
  clock: Clock;
  seal: Seal;
  wake: Wake;
  open: OpenNetwork;
}

const token = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[\u0021-\u007e]+$/);
const host = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^https?:\/\//, '').replace(/\/.*$/, ''))
  .pipe(
    z
      .string()
      .max(253)
      .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/),
  );
const organization = z
  .string()
  .trim()
  .regex(/^\d{1,20}$/);

/** The shop's places on social networks. */
export function createSocialAccounts({ db, clock, seal, wake, open }: Deps) {
  return {
    list: (shop: string): Promise<AccountRow[]> => accountsOf(db.read, shop),

    /** Asks the network whose token it is; one that stands already is connected anew. */
    async connect(shop: string, asked: Connection): Promise<Connected> {
      const read = readConnection(asked);
      if (!read.ok) return read;
      const { network, secret, server, remoteId } = read;
      const said = await open({ network, token: secret, server, remoteId }).identify();
      if (said.kind !== 'account')
        return {
          ok: false,
          errors: { token: said.expired ? 'social.wrong.token' : 'social.wrong.refused' },
          said: said.reason,
        };
      const now = clock.now();
      const config = JSON.stringify({ server, textLimit: said.textLimit ?? null });
      const made = {
        name: said.name.slice(0, 200),
        config,
        secrets: seal.seal(secret),
        state: 'connected',
        ...WELL,
        open_at: now,
        updated_at: now,
        removed_at: null,
      };
      const id = await db.write(async (trx) => {
        const same = await trx
          .selectFrom('social_account')
          .select(['id', 'config', 'revision'])
          .where('shop', '=', shop)
          .where('network', '=', network)
          .where('remote_id', '=', said.remoteId)
          .execute();
        const present = same.find((one) => network !== 'mastodon' || one.config.includes(JSON.stringify(server)));
        if (present) {
          await trx
            .updateTable('social_account')
            .set({ ...made, revision: present.revision + 1 })
            .where('shop', '=', shop)
            .where('id', '=', present.id)
            .execute();
          return present.id;
        }
        const fresh = randomUUID();
        const row = { shop, id: fresh, network, remote_id: said.remoteId, ...made, created_at: now };
        await trx.insertInto('social_account').values(row).execute();
        return fresh;
      });
      wake(POSTING, shop, now);
      return { ok: true, id, name: said.name };
    },

    /** Takes one away or brings it back. What is planned for it waits, and is told to be without an account. */
    async setRemoved(shop: string, id: string, removed: boolean): Promise<boolean> {
      const now = clock.now();
      const done = await db.write((trx) =>
        trx
          .updateTable('social_account')
          .set({ removed_at: removed ? now : null, updated_at: now })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      wake(POSTING, shop, now);
      return done.numUpdatedRows > 0n;
    },

    /** The merchant has mended something: it need not rest any longer. */
    async tryNow(shop: string, id: string): Promise<boolean> {
      const now = clock.now();
      const done = await db.write((trx) =>
        trx
          .updateTable('social_account')
          .set({ open_at: now, open_why: null, failures: 0 })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('open_at', '>', now)
          .executeTakeFirst(),
      );
      wake(POSTING, shop, now);
      return done.numUpdatedRows > 0n;
    },
  };
}

type Read =
  | { ok: true; network: Network; secret: string; server: string; remoteId: string }
  | { ok: false; errors: Record<string, string> };

function readConnection(asked: Connection): Read {
  const { network } = asked;
  if (!isNetwork(network)) return { ok: false, errors: { network: 'social.wrong.network' } };
  const secret = token.safeParse(asked.token);
  const server = network === 'mastodon' ? host.safeParse(asked.server) : null;
  const page = network === 'linkedin' ? organization.safeParse(asked.organization) : null;
  const errors = {
    ...(!secret.success && { token: 'social.wrong.missing' }),
    ...(server?.success === false && { server: 'social.wrong.server' }),
    ...(page?.success === false && { organization: 'social.wrong.organization' }),
  };
  if (!secret.success || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, network, secret: secret.data, server: server?.data ?? '', remoteId: page?.data ?? '' };
}
