import { type Seal, stableId } from '../../../platform/crypto/seal.ts';
import type { Database, Row } from '../../../platform/db/db.ts';
import { groupCommit } from '../../../platform/db/group-commit.ts';
import { SETTLE_MS } from './verdict.ts';
import { type Agent, agentOf, deviceOf, networkOf, signOf, type Visit } from './visit.ts';

export interface NewReaction {
  shop: string;
  message: string;
  kind: 'open' | 'click' | 'trap';
  link: number | null;
  at: number;
  visit: Visit;
}

/** Whoever asks without end is heard no further: what a mail may be held for is known long before. */
const MOST_OF_A_MAIL = 200;

const COLUMNS = [
  'shop',
  'id',
  'message',
  'kind',
  'link',
  'at',
  'agent',
  'network',
  'device',
  'why',
  'settle_at',
] as const;

/**
 * Keeps what was heard, durable when the promise resolves: who asked by family and network only, never by its address.
 * @returns when its verdict can be given; null when the mail has been heard of often enough
 */
export function createReactionAppender({ db, seal }: { db: Database; seal: Pick<Seal, 'hash'> }) {
  const append = groupCommit(db.appender('reaction', COLUMNS));
  return async (reaction: NewReaction): Promise<number | null> => {
    const { shop, message } = reaction;
    const known = await db.read
      .selectFrom('reaction')
      .select('id')
      .where('shop', '=', shop)
      .where('message', '=', message)
      .limit(MOST_OF_A_MAIL)
      .execute();
    if (known.length >= MOST_OF_A_MAIL) return null;
    await append(rowOf(reaction, seal));
    return reaction.at + SETTLE_MS;
  };
}

const SERVICES: ReadonlySet<Agent> = new Set(['gmail', 'yahoo', 'apple']);

function rowOf({ shop, message, kind, link, at, visit }: NewReaction, seal: Pick<Seal, 'hash'>): Row {
  const agent = agentOf(visit.agent);
  const network = visit.caller === '' ? '' : seal.hash(`network:${shop}:${networkOf(visit.caller)}`).slice(0, 16);
  const sign = signOf(visit);
  // the same asked twice in one millisecond is one thing heard
  const id = stableId(shop, message, kind, String(link ?? ''), String(at), agent, network, sign ?? '');
  // what asks in somebody's place says nothing of her device
  const device = SERVICES.has(agent) ? null : deviceOf(visit.agent);
  return [shop, id, message, kind, link, at, agent, network, device, sign, at + SETTLE_MS];
}
