// Gives the verdicts that can be given, and puts what a person did on the timeline.
import { sql } from 'kysely';
import { channelOf, type IdentityId, type NewFact } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import { UNSURE } from '../../../listen/facts/unsure.ts';
import type { Database, Trx } from '../../../platform/db/db.ts';
import { firstDue } from '../../../platform/work/first-due.server.ts';
import { readLinks } from '../delivery/message-row.ts';
import { whoseMessages } from '../whose.server.ts';
import { AGENTS, type Agent, type Sign } from './visit.ts';
import { type Heard, type Verdict, verdictOf, type Why, WINDOW_MS } from './verdict.ts';

const A_SLICE = 50;

interface Mail {
  id: string;
  channel: string;
  /** null: she was erased */
  whose: IdentityId | null;
  title: string | null;
  links: number;
  submittedAt: number | null;
}

interface Settled extends Heard {
  message: string;
  verdict: Verdict | 'waiting';
  why: string | null;
}

/**
 * One slice of those that are due. Every verdict is a function of what was heard around it, all of which has come by now.
 * @returns how many were settled
 */
export async function settleReactions(db: Database, shop: string, now: number): Promise<number> {
  const [due] = await dueOf(db.read, shop, now, 1);
  if (!due) return 0;
  return db.write(
    async (trx) => {
      const ids = await dueOf(trx, shop, now, A_SLICE);
      if (ids.length === 0) return 0;
      const mails = await mailsOf(trx, shop, [...new Set(ids.map(({ message }) => message))]);
      const heard = await heardOf(trx, shop, [...mails.keys()]);
      const crowds = await crowdsOf(
        trx,
        shop,
        ids.map(({ id }) => id),
      );
      const given = new Map<string, { verdict: Verdict; why: Why }>();
      const asked = new Set(ids.map(({ id }) => id));
      for (const [message, reactions] of heard) {
        const mail = mails.get(message);
        for (const one of reactions) {
          if (!asked.has(one.id)) continue;
          const told = verdictOf(one, {
            heard: reactions,
            links: mail?.links ?? 0,
            submittedAt: mail?.submittedAt ?? null,
            mails: crowds.get(one.id) ?? 0,
          });
          given.set(one.id, told);
          Object.assign(one, told);
        }
      }
      await keepVerdicts(trx, shop, given);
      const facts = [...heard].flatMap(([message, reactions]) => factsOf(mails.get(message), reactions, asked));
      await insertFacts(trx, shop, facts, now);
      return given.size;
    },
    // in the order of their time: which opening was a person's first is told once
    { lock: `reactions:${shop}` },
  );
}

/** When the first verdict of each shop can be given. */
export const firstUnsettled = (db: Database, shop?: string) =>
  firstDue(
    db.read,
    (eb) =>
      eb
        .selectFrom('reaction')
        .select('settle_at')
        .whereRef('reaction.shop', '=', 'shop.shop')
        .where('verdict', '=', 'waiting')
        .orderBy('settle_at')
        .limit(1),
    { shop, left: true },
  );

function dueOf(reader: Database['read'] | Trx, shop: string, now: number, most: number) {
  return reader
    .selectFrom('reaction')
    .select(['id', 'message'])
    .where('shop', '=', shop)
    .where('verdict', '=', 'waiting')
    .where('settle_at', '<=', now)
    .orderBy('settle_at')
    .orderBy('id')
    .limit(most)
    .execute();
}

async function mailsOf(trx: Trx, shop: string, ids: readonly string[]): Promise<Map<string, Mail>> {
  const rows = await trx
    .selectFrom('message')
    .select(['id', 'channel', 'contact', 'address', 'subject_line', 'links', 'submitted_at'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  const whoseIs = await whoseMessages(trx, shop, rows);
  const known = rows.map((row): [string, Mail] => {
    const { id, channel, subject_line: title, submitted_at: submittedAt } = row;
    const links = readLinks(row.links).filter(Boolean).length;
    return [id, { id, channel, whose: whoseIs(row), title, links, submittedAt }];
  });
  // of a mail that is gone nothing is told, and its reactions are settled all the same
  const gone = ids.map((id): [string, Mail] => [
    id,
    { id, channel: 'email', whose: null, title: null, links: 0, submittedAt: null },
  ]);
  return new Map([...gone, ...known]);
}

/** Everything that was heard of these mails, in the order of its time. */
async function heardOf(trx: Trx, shop: string, mails: readonly string[]): Promise<Map<string, Settled[]>> {
  const rows = await trx
    .selectFrom('reaction')
    .select(['id', 'message', 'kind', 'link', 'at', 'agent', 'network', 'verdict', 'why'])
    .where('shop', '=', shop)
    .where('message', 'in', mails)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const heard = new Map<string, Settled[]>();
  for (const row of rows) {
    const one: Settled = {
      ...row,
      kind: row.kind as Heard['kind'],
      agent: AGENTS.find((agent): agent is Agent => agent === row.agent) ?? 'other',
      // as it was heard, and as the verdict keeps it
      sign: row.why === 'head' || row.why === 'prefetch' ? (row.why satisfies Sign) : null,
      verdict: row.verdict as Settled['verdict'],
    };
    const known = heard.get(row.message);
    if (known) known.push(one);
    else heard.set(row.message, [one]);
  }
  return heard;
}

/** A gateway that asks for more within seconds has shown itself long before. */
const MOST_OF_A_NETWORK = 200;

/** Of each click: of how many mails its network asked for links about that time, as far as that need be counted. */
async function crowdsOf(trx: Trx, shop: string, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; mails: number }>`
    select r.id, (select count(distinct message) from (
      select o.message from reaction o
      where o.shop = ${shop} and o.network = r.network and o.at between r.at - ${WINDOW_MS} and r.at + ${WINDOW_MS}
        and o.kind = 'click'
      order by o.at limit ${MOST_OF_A_NETWORK}
    ) m) as mails
    from reaction r
    where r.shop = ${shop} and r.id in (${sql.join(ids)}) and r.kind = 'click' and r.network <> ''
  `.execute(trx);
  return new Map(rows.map(({ id, mails }) => [id, Number(mails)]));
}

async function keepVerdicts(
  trx: Trx,
  shop: string,
  given: ReadonlyMap<string, { verdict: Verdict; why: Why }>,
): Promise<void> {
  const alike = Map.groupBy(given, ([, { verdict, why }]) => `${verdict} ${why}`);
  for (const group of alike.values()) {
    const [first] = group;
    if (!first) continue;
    await trx
      .updateTable('reaction')
      .set(first[1])
      .where('shop', '=', shop)
      .where(
        'id',
        'in',
        group.map(([id]) => id),
      )
      .execute();
  }
}

/** Programs that load pictures of their own accord: that they did is told, as what it is (decision 050). */
const LOADING: ReadonlySet<string | null> = new Set(['privacy', 'nameless', 'prefetch']);

/**
 * What the timeline is told: the first opening, and the first click of each link, that a person did; one of which it is not
 * sure too, unless a person's came before it.
 * @param reactions all of the mail, in the order of their time
 */
function factsOf(mail: Mail | undefined, reactions: readonly Settled[], asked: ReadonlySet<string>): NewFact[] {
  if (!mail?.whose) return [];
  const { id: message, whose, channel, title } = mail;
  const told = new Set<string>();
  const facts: NewFact[] = [];
  for (const { id, kind, link, at, verdict, why } of reactions) {
    const does = kind === 'click' ? `clicked:${link}` : 'opened';
    const fact = (name: string, kindOf: NewFact['kind'], verdictOfIt?: 'human' | 'unsure'): NewFact => ({
      id: `message:${message}:${name}`,
      kind: kindOf,
      occurredAt: at,
      identity: whose,
      verified: true,
      subject: message,
      data: {
        ...(link !== null && { link }),
        ...(title !== null && { title }),
        ...channelOf(channel),
        ...(verdictOfIt && { verdict: verdictOfIt }),
      },
    });
    if (kind === 'trap') continue;
    if (verdict === 'machine' && kind === 'open' && LOADING.has(why) && !told.has('loaded')) {
      told.add('loaded');
      if (asked.has(id)) facts.push(fact('loaded', 'message.loaded'));
    }
    if (verdict === 'machine' && kind === 'click' && !told.has('scanned')) {
      told.add('scanned');
      if (asked.has(id)) facts.push(fact('scanned', 'message.scanned'));
    }
    if (verdict !== 'human' && verdict !== 'unsure') continue;
    const name = verdict === 'human' ? does : `${does}${UNSURE}`;
    if (told.has(name) || told.has(does)) continue;
    told.add(name);
    if (asked.has(id)) facts.push(fact(name, kind === 'click' ? 'message.clicked' : 'message.opened', verdict));
  }
  return facts;
}
