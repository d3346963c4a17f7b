import type { Clock } from '../../platform/clock/clock.ts';
import { MINUTE } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { firstDue } from '../../platform/work/first-due.server.ts';
import type { Worker } from '../../platform/work/worker.ts';
import { changeTags } from './change-tags.server.ts';
import { type Advance, type EnrolmentRow, writeAdvances } from './enrolments.server.ts';
import { nodeOf } from './graph.ts';
import { runNode } from './nodes/run-node.ts';
import { loadPassages } from './passages.server.ts';
import type { ActionRequest, JourneyPorts } from './ports.ts';
import { encodeReason } from './reason.ts';
import { graphsOf, versionKey } from './versions.server.ts';

const JOURNEYS = 'journeys';

const BATCH = 50;
const MAX_ATTEMPTS = 5;
const BACK_OFF_MINUTES = [1, 5, 15, 60];

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  ports: JourneyPorts;
}

/**
 * Advances due passages by one node each. A batch is one transaction: the step rows, the requests to act and the moved
 * passages are there together or not at all, so a crash between nodes neither loses nor doubles a step.
 */
export function createJourneysWorker({ db, clock, log, ports }: Options): Worker {
  // the same lock as the merge of contacts: a passage never acts for a contact that is being merged away
  const locked = (shop: string) => ({ lock: `fold:${shop}` });

  async function runOne(shop: string, enrolment: EnrolmentRow, now: number): Promise<void> {
    try {
      await db.write((trx) => advance(trx, shop, [enrolment.id], now, ports), locked(shop));
    } catch (error) {
      log.error({ err: error, shop, enrolment: enrolment.id, node: enrolment.node }, 'a step failed');
      const attempts = enrolment.attempts + 1;
      const minutes = BACK_OFF_MINUTES[Math.min(enrolment.attempts, BACK_OFF_MINUTES.length - 1)] ?? 60;
      await db.write((trx) =>
        trx
          .updateTable('enrolment')
          .set({
            attempts,
            due_at: now + minutes * MINUTE,
            state: attempts >= MAX_ATTEMPTS ? 'attention' : 'waiting',
            reason: encodeReason({ code: 'step_failed', attempts }),
          })
          .where('shop', '=', shop)
          .where('id', '=', enrolment.id)
          .where('visit', '=', enrolment.visit)
          .execute(),
      );
    }
  }

  return {
    kind: JOURNEYS,
    pending: () =>
      firstDue(db.read, (eb) =>
        eb
          .selectFrom('enrolment')
          .select('due_at')
          .whereRef('enrolment.shop', '=', 'shop.shop')
          .where('enrolment.state', '=', 'waiting')
          .orderBy('due_at')
          .limit(1),
      ),
    async run(shop) {
      const now = clock.now();
      const due = await dueEnrolments(db, shop, now);
      if (due.length > 0) {
        const ids = due.map((enrolment) => enrolment.id);
        try {
          await db.write((trx) => advance(trx, shop, ids, now, ports), locked(shop));
        } catch (error) {
          if (due.length > 1) log.warn({ err: error, shop, count: due.length }, 'steps are tried one by one');
          for (const enrolment of due) await runOne(shop, enrolment, now);
        }
      }
      return nextDue(db, shop);
    },
  };
}

async function dueEnrolments(db: Database, shop: string, now: number): Promise<EnrolmentRow[]> {
  const installed = await db.read
    .selectFrom('shop')
    .select('shop')
    .where('shop', '=', shop)
    .where('uninstalled_at', 'is', null)
    .executeTakeFirst();
  if (!installed) return [];
  return db.read
    .selectFrom('enrolment')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .where('shop', '=', shop)
    .orderBy('due_at')
    .orderBy('id')
    .limit(BATCH)
    .execute();
}

/** The first of the index, not the least of all: thousands may be waiting. */
async function nextDue(db: Database, shop: string): Promise<number | null> {
  const row = await db.read
    .selectFrom('enrolment')
    .innerJoin('shop', 'shop.shop', 'enrolment.shop')
    .select('enrolment.due_at')
    .where('enrolment.shop', '=', shop)
    .where('enrolment.state', '=', 'waiting')
    .where('shop.uninstalled_at', 'is', null)
    .orderBy('enrolment.due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? null;
}

async function advance(
  trx: Trx,
  shop: string,
  ids: readonly string[],
  now: number,
  ports: JourneyPorts,
): Promise<void> {
  // read again under the lock: another process may have run them
  const enrolments = await trx
    .selectFrom('enrolment')
    .selectAll()
    .where('shop', '=', shop)
    .where('id', 'in', [...ids])
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .orderBy('id')
    .execute();
  if (enrolments.length === 0) return;
  const off = await switchedOff(trx, shop);
  const graphs = await graphsOf(trx, shop, enrolments);
  const passages = await loadPassages(trx, shop, enrolments, graphs, ports, now);

  const advances: Advance[] = [];
  const requests: ActionRequest[] = [];
  for (const [index, enrolment] of enrolments.entries()) {
    const passage = passages[index];
    const graph = graphs.get(versionKey(enrolment.journey, enrolment.version));
    if (!passage || !graph) throw new Error(`${enrolment.journey} has no version ${enrolment.version}`);
    const node = nodeOf(graph, enrolment.node);
    if (off.has(enrolment.journey)) {
      const reason = { code: 'switched_off' };
      advances.push({ enrolment, node: node.id, result: { outcome: 'exited', reason, next: null, state: 'exited' } });
      continue;
    }
    const result = runNode(node, passage);
    advances.push({ enrolment, node: node.id, result });
    if (!result.send) continue;
    requests.push({
      dedupeKey: `j:${enrolment.id}:${node.id}:${enrolment.visit}`,
      contact: enrolment.contact,
      enrolment: enrolment.id,
      journey: enrolment.journey,
      subject: enrolment.subject,
      params: result.send,
    });
  }
  if (requests.length > 0) await ports.actions.run(trx, shop, 'send', requests, now);
  await changeTags(trx, shop, advances, now);
  await writeAdvances(trx, advances, now);
}

async function switchedOff(trx: Trx, shop: string): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('journey')
    .select('id')
    .where('shop', '=', shop)
    .where('status', '=', 'off')
    .execute();
  return new Set(rows.map((row) => row.id));
}
