// What the recipients of messages did, as facts tell it.
import { CONVERSION_FACTS } from '../../decide/campaigns/conversion.ts';
import type { FactData } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Asked } from './asked-by-campaigns.server.ts';
import type { Reacted } from './message-marks.ts';

interface Sent {
  id: string;
  contact: string;
  address: string | null;
  campaign: string | null;
}

const REACTIONS = {
  'message.opened': 'opened',
  'message.loaded': 'opened_machine',
  'message.scanned': 'clicked_machine',
  'message.clicked': 'clicked',
} as const;

export async function reactionsOf(
  trx: Trx,
  shop: string,
  messages: readonly Sent[],
  { campaigns, windowDays }: { campaigns: ReadonlyMap<string, Asked>; windowDays: number },
): Promise<Map<string, Reacted[]>> {
  const found = new Map<string, Reacted[]>(messages.map(({ id }) => [id, []]));
  if (messages.length === 0) return found;
  const ids = [...found.keys()];
  const facts = await trx
    .selectFrom('fact')
    .select(['kind', 'subject', 'occurred_at', 'data'])
    .where('shop', '=', shop)
    .where('kind', 'in', Object.keys(REACTIONS))
    .where('subject', 'in', ids)
    .execute();
  for (const fact of facts) {
    const { link, device, verdict } = readData(fact.data);
    const kind = REACTIONS[fact.kind as keyof typeof REACTIONS];
    const reacted = { kind, at: fact.occurred_at, link: link ?? null, device: device ?? null };
    found.get(fact.subject ?? '')?.push({ ...reacted, unsure: verdict === 'unsure' });
  }
  await addUnsubscribed(trx, shop, messages, found);
  await addConverted(trx, shop, messages, campaigns, windowDays * DAY, found);
  return found;
}

/** Who left by a link of the mail: the log of consent says by which. */
async function addUnsubscribed(
  trx: Trx,
  shop: string,
  messages: readonly Sent[],
  found: Map<string, Reacted[]>,
): Promise<void> {
  const addresses = [...new Set(messages.flatMap(({ address }) => address?.toLowerCase() ?? []))];
  if (addresses.length === 0) return;
  const left = await trx
    .selectFrom('fact')
    .select(['occurred_at', 'data'])
    .where('shop', '=', shop)
    .where('kind', '=', 'consent.changed')
    .where(
      'identity',
      'in',
      addresses.map((address) => `email:${address}`),
    )
    .execute();
  for (const fact of left) {
    const message = leftBy(readData(fact.data));
    if (message) {
      found.get(message)?.push({ kind: 'unsubscribed', at: fact.occurred_at, link: null, device: null });
    }
  }
}

/** The message by whose link somebody unsubscribed. */
export function leftBy({ consent }: FactData): string | null {
  return consent?.state === 'unsubscribed' ? (consent.evidence?.message ?? null) : null;
}

/** Who did what her message asked for, orders aside, within the window after a click that was surely hers. */
async function addConverted(
  trx: Trx,
  shop: string,
  messages: readonly Sent[],
  campaigns: ReadonlyMap<string, Asked>,
  windowMs: number,
  found: Map<string, Reacted[]>,
): Promise<void> {
  const asking = messages.flatMap(({ id, contact, campaign }) => {
    const conversion = campaigns.get(campaign ?? '')?.conversion ?? 'order';
    if (conversion === 'order') return [];
    const clicks = (found.get(id) ?? []).filter(({ kind, unsure }) => kind === 'clicked' && !unsure);
    return clicks.length === 0 ? [] : [{ id, contact, fact: CONVERSION_FACTS[conversion], clicks }];
  });
  if (asking.length === 0) return;
  const instants = asking.flatMap(({ clicks }) => clicks.map(({ at }) => at));
  const done = await trx
    .selectFrom('fact')
    .select(['contact', 'kind', 'occurred_at'])
    .where('shop', '=', shop)
    .where('contact', 'in', [...new Set(asking.map(({ contact }) => contact))])
    .where('kind', 'in', [...new Set(asking.map(({ fact }) => fact))])
    .where('occurred_at', '>=', Math.min(...instants))
    .where('occurred_at', '<=', Math.max(...instants) + windowMs)
    .execute();
  for (const { id, contact, fact, clicks } of asking) {
    const hers = done.filter((one) => one.contact === contact && one.kind === fact);
    const first = hers.find(({ occurred_at: at }) =>
      clicks.some((click) => click.at <= at && at <= click.at + windowMs),
    );
    if (first) found.get(id)?.push({ kind: 'converted', at: first.occurred_at, link: null, device: null });
  }
}
