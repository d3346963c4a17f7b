// The rows of passages: read for a batch, and written back as a batch.
import type { Selectable } from 'kysely';
import type { Tables, Trx } from '../../platform/db/db.ts';
import type { StepResult } from './nodes/step.ts';
import { encodeReason, type Reason } from './reason.ts';

export type EnrolmentRow = Selectable<Tables['enrolment']>;

/** A passage and what its current node decided. */
export interface Advance {
  enrolment: EnrolmentRow;
  node: string;
  result: StepResult;
}

/** Writes the step rows and moves the passages. `visit` is the number of the next step, so that none is written twice. */
export async function writeAdvances(trx: Trx, advances: readonly Advance[], now: number): Promise<void> {
  if (advances.length === 0) return;
  await trx
    .insertInto('step')
    .values(
      advances.map(({ enrolment, node, result }) => ({
        shop: enrolment.shop,
        enrolment: enrolment.id,
        seq: enrolment.visit,
        node,
        visit: enrolment.visit,
        outcome: result.outcome,
        reason: encodeReason(result.reason),
        at: now,
      })),
    )
    .execute();
  const moved = advances.map(({ enrolment, result }) => ({
    ...enrolment,
    node: result.next ?? enrolment.node,
    visit: enrolment.visit + 1,
    state: result.next === null ? (result.state ?? 'completed') : 'waiting',
    due_at: result.dueAt ?? now,
    attempts: 0,
    ended_at: result.next === null ? now : null,
    reason: result.next === null ? encodeReason(result.reason) : null,
  }));
  await trx
    .insertInto('enrolment')
    .values(moved)
    .onConflict((conflict) =>
      conflict.columns(['shop', 'id']).doUpdateSet((eb) => ({
        node: eb.ref('excluded.node'),
        visit: eb.ref('excluded.visit'),
        state: eb.ref('excluded.state'),
        due_at: eb.ref('excluded.due_at'),
        attempts: eb.ref('excluded.attempts'),
        ended_at: eb.ref('excluded.ended_at'),
        reason: eb.ref('excluded.reason'),
      })),
    )
    .execute();
}

/** Ends passages where they stand: an exit rule, not a node, has spoken. */
export async function writeExits(
  trx: Trx,
  exits: readonly { enrolment: EnrolmentRow; reason: Reason }[],
  now: number,
): Promise<void> {
  await writeAdvances(
    trx,
    exits.map(({ enrolment, reason }) => ({
      enrolment,
      node: enrolment.node,
      result: { outcome: 'exited', reason, next: null, state: 'exited' },
    })),
    now,
  );
}
