import { sql } from 'kysely';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { inChunks } from '../upsert.ts';
import { versionOf } from '../version.ts';
import type { FactData, FactKind, IdentityId, NewFact } from './fact.ts';

type VersionedFact = NewFact & { version: string };

export interface Corrected {
  /** to be inserted unless they are there */
  fresh: (NewFact & { version?: string })[];
  /** to take the place of what stands */
  corrected: VersionedFact[];
}

/**
 * Some facts are told by every state of an entity: each payload of an order says when it was placed, by whom and for how
 * much. The newest state holds, so that the order of arrival does not show, nor whether a state in between was lost.
 * A telling that gives way leaves behind whom it named, as a fact of its own: a signed source did name these together,
 * and a contact that was made of it must not depend on which telling came first. A fact that names nobody else
 * (`order.cancelled`) leaves nothing: it is told beside one that does, and is not the person's own doing.
 */
export async function correctFacts(
  trx: Trx,
  shop: string,
  facts: readonly NewFact[],
  heardAt: number,
): Promise<Corrected> {
  const fresh: Corrected['fresh'] = [];
  const tellings = new Map<string, VersionedFact[]>();
  for (const fact of facts) {
    if (!fact.told) {
      fresh.push(fact);
      continue;
    }
    const { told, ...content } = fact;
    const version = told === 'now' ? NOW : versionOf({ ...contentOf(content), ...told }, heardAt);
    const known = tellings.get(fact.id);
    if (!known) tellings.set(fact.id, [{ ...content, version }]);
    else if (!known.some((other) => other.version === version)) known.push({ ...content, version });
  }
  const standing = await standingFacts(trx, shop, [...tellings.keys()]);
  const corrected: VersionedFact[] = [];
  const confirmed: VersionedFact[] = [];
  for (const [id, told] of tellings) {
    const before = standing.get(id);
    const current = told.find(({ version }) => version === NOW);
    if (current) {
      if (!before) fresh.push(current);
      else if (!sameContent(current, before)) corrected.push(withHistoryOf(current, before));
      continue;
    }
    const all = before ? [before, ...told] : told;
    const [winner, ...losers] = all.toSorted((a, b) => (a.version > b.version ? -1 : a.version < b.version ? 1 : 0));
    if (!winner) continue;
    for (const loser of losers) {
      if (loser.data?.also && handles(loser) !== handles(winner)) fresh.push(leftBehind(loser));
    }
    if (!before) fresh.push(winner);
    else if (winner !== before) {
      const kept = withHistoryOf(winner, before);
      (sameContent(kept, before) ? confirmed : corrected).push(kept);
    }
  }
  await confirm(trx, shop, confirmed);
  return { fresh, corrected };
}

/** Sorts behind every version: what the rows say needs no comparison. */
const NOW = 'now';

/** Whether it was heard as history is no part of what a fact says. */
function contentOf({ occurredAt, identity, amount, currency, data }: NewFact) {
  const { history: _history, ...said } = data ?? {};
  return { occurredAt, identity, amount, currency, said };
}

const sameContent = (a: NewFact, b: NewFact) => JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));

const handles = (fact: NewFact) => JSON.stringify([fact.identity, ...(fact.data?.also ?? [])]);

/** What was heard as history starts nothing when it is told again, and the other way round. */
function withHistoryOf(winner: VersionedFact, before: NewFact): VersionedFact {
  const { history: _history, ...said } = winner.data ?? {};
  return { ...winner, data: { ...said, ...(before.data?.history && { history: true }) } };
}

function leftBehind(fact: NewFact): NewFact {
  const { also, history } = fact.data ?? {};
  return {
    id: `${fact.id}:${stableId(handles(fact)).slice(0, 8)}`,
    kind: 'contact.recognised',
    occurredAt: fact.occurredAt,
    identity: fact.identity,
    verified: fact.verified,
    subject: fact.subject,
    data: { ...(also && { also }), ...(history && { history }) },
  };
}

async function standingFacts(trx: Trx, shop: string, ids: readonly string[]): Promise<Map<string, VersionedFact>> {
  const standing = new Map<string, VersionedFact>();
  await inChunks(ids, 1, async (some) => {
    const rows = await trx
      .selectFrom('fact')
      .select(['id', 'kind', 'occurred_at', 'identity', 'verified', 'subject', 'amount', 'currency', 'data', 'version'])
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .execute();
    for (const row of rows) {
      standing.set(row.id, {
        id: row.id,
        kind: row.kind as FactKind,
        occurredAt: row.occurred_at,
        identity: row.identity as IdentityId,
        verified: row.verified === 1,
        subject: row.subject ?? undefined,
        amount: row.amount ?? undefined,
        currency: row.currency ?? undefined,
        data: JSON.parse(row.data) as FactData,
        version: row.version ?? '',
      });
    }
  });
  return standing;
}

/** The same was told by a newer state: only the version moves on. */
async function confirm(trx: Trx, shop: string, facts: readonly VersionedFact[]): Promise<void> {
  await inChunks(facts, 2, (some) => {
    const rows = some.map(({ id, version }) => sql`(${id}, ${version})`);
    return sql`with confirmed(id, version) as (values ${sql.join(rows)})
      update fact set version = confirmed.version from confirmed
      where fact.shop = ${shop} and fact.id = confirmed.id`.execute(trx);
  });
}
