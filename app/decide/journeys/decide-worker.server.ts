import type { Selectable } from 'kysely';
import type { FactData, FactKind } from '../../listen/facts/fact.ts';
import { shopsWithFacts } from '../../listen/facts/waiting.server.ts';
import { PROGRESS } from '../../listen/facts/fact.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database, Tables, Trx } from '../../platform/db/db.ts';
import type { Worker } from '../../platform/work/worker.ts';
import { armOf } from './arm.ts';
import { writeExits } from './enrolments.server.ts';
import { findPurchases } from './purchases.server.ts';
import type { Reason } from './reason.ts';
import { currentJourneys, graphsOf, versionKey } from './versions.server.ts';

const DECIDE = 'decide';

const BATCH = 200;

/** Kinds that start or end passages. */
export const DECIDE_KINDS: ReadonlySet<FactKind> = new Set<FactKind>([
  'checkout.started',
  'checkout.changed',
  'checkout.deleted',
  'order.placed',
]);

type FactRow = Pick<Selectable<Tables['fact']>, 'id' | 'kind' | 'subject' | 'contact' | 'data'>;

interface Options {
  db: Database;
  clock: Clock;
  /** kinds that the learning wing wants; the others are done after this one */
  learns: ReadonlySet<FactKind>;
  /** what is known of a contact has just changed: whatever was remembered about it is old */
  onChanged?: (shop: string, contact: string) => void;
}

/** Takes understood facts: checkouts start passages, orders end them. */
export function createDecideWorker({ db, clock, learns, onChanged }: Options): Worker {
  return {
    kind: DECIDE,
    pending: () => shopsWithFacts(db.read, PROGRESS.understood, clock.now()),
    async run(shop) {
      const now = clock.now();
      let changed: string[] = [];
      const taken = await db.write(
        async (trx) => {
          const facts = await trx
            .selectFrom('fact')
            .select(['id', 'kind', 'subject', 'contact', 'data'])
            .where('progress', '=', PROGRESS.understood)
            .where('shop', '=', shop)
            .limit(BATCH)
            .execute();
          changed = facts.flatMap(({ contact }) => contact ?? []);
          if (facts.length === 0) return 0;
          await startPassages(trx, shop, facts, now);
          await endPassages(trx, shop, facts, now);
          await endDeleted(trx, shop, facts, now);
          await advanceFacts(trx, shop, facts, learns);
          return facts.length;
        },
        // passages belong to contacts: not while these are being merged
        { lock: `fold:${shop}` },
      );
      if (onChanged) for (const contact of new Set(changed)) onChanged(shop, contact);
      return taken === BATCH ? now : null;
    },
  };
}

async function advanceFacts(
  trx: Trx,
  shop: string,
  facts: readonly FactRow[],
  learns: ReadonlySet<FactKind>,
): Promise<void> {
  const next = (wanted: boolean) => facts.filter((fact) => learns.has(fact.kind as FactKind) === wanted);
  for (const [batch, progress] of [
    [next(true), PROGRESS.decided],
    [next(false), PROGRESS.learned],
  ] as const) {
    if (batch.length === 0) continue;
    await trx
      .updateTable('fact')
      .set({ progress })
      .where('shop', '=', shop)
      .where(
        'id',
        'in',
        batch.map((fact) => fact.id),
      )
      .where('progress', '=', PROGRESS.understood)
      .execute();
  }
}

/** Facts of history (a backfill, an import) start nothing: what they tell is long over. */
async function startPassages(trx: Trx, shop: string, facts: readonly FactRow[], now: number): Promise<void> {
  const candidates = facts.filter(
    (fact) =>
      (fact.kind === 'checkout.started' || fact.kind === 'checkout.changed') &&
      fact.contact !== null &&
      fact.subject !== null &&
      (JSON.parse(fact.data) as FactData).history !== true,
  );
  if (candidates.length === 0) return;
  const journeys = (await currentJourneys(trx, shop)).filter((journey) => journey.on);
  if (journeys.length === 0) return;
  const open = await trx
    .selectFrom('checkout')
    .select(['token', 'created_at'])
    .where('shop', '=', shop)
    .where('token', 'in', [...new Set(candidates.map((fact) => fact.subject ?? ''))])
    .where('completed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where('lines', '<>', '[]')
    .execute();
  const contacts = await trx
    .selectFrom('contact')
    .select(['id', 'email'])
    .where('shop', '=', shop)
    .where('id', 'in', [...new Set(candidates.map((fact) => fact.contact ?? ''))])
    .where('email', 'is not', null)
    .execute();
  const tokens = new Set(open.map((row) => row.token));
  const emails = new Map(contacts.map((row) => [row.id, row.email ?? '']));

  const rows = candidates.flatMap((fact) => {
    const email = emails.get(fact.contact ?? '');
    if (!email || !tokens.has(fact.subject ?? '')) return [];
    return journeys.map(({ id, version, graph }) => ({
      shop,
      id: stableId(shop, id, fact.subject ?? ''),
      journey: id,
      version,
      contact: fact.contact ?? '',
      subject: fact.subject ?? '',
      arm: armOf(id, email, graph.holdoutShare),
      node: graph.start,
      due_at: now,
      entered_at: now,
    }));
  });
  if (rows.length === 0) return;
  await trx
    .insertInto('enrolment')
    .values(rows)
    // once per journey and subject, however often it is told
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** An order ends the passages of its checkout, and those of its contact that began before it. */
async function endPassages(trx: Trx, shop: string, facts: readonly FactRow[], now: number): Promise<void> {
  const orders = facts.filter((fact) => fact.kind === 'order.placed');
  if (orders.length === 0) return;
  const tokens = orders.flatMap((fact) => (JSON.parse(fact.data) as FactData).checkout ?? []);
  const contacts = orders.flatMap((fact) => fact.contact ?? []);
  if (tokens.length === 0 && contacts.length === 0) return;
  const enrolments = await waitingPassages(trx, shop, tokens, contacts);
  if (enrolments.length === 0) return;
  const graphs = await graphsOf(trx, shop, enrolments);
  const purchases = await findPurchases(trx, shop, enrolments);
  const exits = enrolments.flatMap((enrolment) => {
    const purchase = purchases.of(enrolment.subject, enrolment.contact);
    const rules = graphs.get(versionKey(enrolment.journey, enrolment.version))?.exits ?? [];
    if (!purchase || !rules.some((rule) => rule.by.includes(purchase.by))) return [];
    const reason: Reason = { code: 'bought', order: purchase.order, by: purchase.by };
    return [{ enrolment, reason }];
  });
  await writeExits(trx, exits, now);
}

/** Nobody is asked to complete a checkout that is gone. */
async function endDeleted(trx: Trx, shop: string, facts: readonly FactRow[], now: number): Promise<void> {
  const tokens = facts.flatMap((fact) => (fact.kind === 'checkout.deleted' ? (fact.subject ?? []) : []));
  if (tokens.length === 0) return;
  const enrolments = await waitingPassages(trx, shop, tokens, []);
  await writeExits(
    trx,
    enrolments.map((enrolment) => ({ enrolment, reason: { code: 'checkout_deleted' } })),
    now,
  );
}

/** Two lookups by their own index rather than one scan of everything that waits: this runs for every order. */
async function waitingPassages(trx: Trx, shop: string, tokens: readonly string[], contacts: readonly string[]) {
  const waiting = trx.selectFrom('enrolment').selectAll().where('shop', '=', shop).where('state', '=', 'waiting');
  const journeys = await trx.selectFrom('journey').select('id').where('shop', '=', shop).execute();
  const bySubject =
    tokens.length > 0 && journeys.length > 0
      ? await waiting
          .where(
            'journey',
            'in',
            journeys.map((journey) => journey.id),
          )
          .where('subject', 'in', [...tokens])
          .execute()
      : [];
  const byContact = contacts.length > 0 ? await waiting.where('contact', 'in', [...contacts]).execute() : [];
  return [...new Map([...bySubject, ...byContact].map((row) => [row.id, row])).values()];
}
