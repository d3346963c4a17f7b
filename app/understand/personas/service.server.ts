import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { idFor, MOST_PERSONAS, type Persona, type PersonaInput } from './persona.ts';
import { personasOf, personasToFit } from './store.server.ts';
import { tellPersona } from './tell.server.ts';
import { PERSONAS_TASK, queuePersonas } from './task.server.ts';

export interface PersonaLine extends Persona {
  /** contacts who show it now */
  contacts: number;
  /** of these, those who said so themselves */
  told: number;
}

export interface PersonasService {
  /** in the order in which they are tried */
  list(shop: string): Promise<PersonaLine[]>;
  /** without counting */
  all(shop: string): Promise<Persona[]>;
  /** what a contact shows; null when nothing fits */
  ofContact(shop: string, contact: string): Promise<{ persona: string; by: 'told' | 'inferred' } | null>;
  /** a merchant says which persona somebody is; an empty id takes it back */
  tell(shop: string, contact: string, id: string): Promise<void>;
  /** whether contacts are being looked at again because personas changed */
  fitting(shop: string): Promise<{ contacts: number } | null>;
  /** writes a new persona behind the others, or changes the one of this id. @returns its id; null when there are too many */
  save(shop: string, input: PersonaInput, id?: string): Promise<string | null>;
  move(shop: string, id: string, by: -1 | 1): Promise<void>;
  /** takes a persona away; it keeps its place for `restore` */
  remove(shop: string, id: string): Promise<void>;
  restore(shop: string, id: string): Promise<void>;
}

const lockOf = (shop: string) => `personas:${shop}`;

export function createPersonasService({
  db,
  clock,
  wake,
}: {
  db: Database;
  clock: Clock;
  wake: Wake;
}): PersonasService {
  /** Whoever changes personas asks in the same transaction for contacts to be looked at again. */
  async function change<T>(shop: string, write: (trx: Trx, now: number) => Promise<T>): Promise<T> {
    const now = clock.now();
    const result = await db.write(
      async (trx) => {
        const written = await write(trx, now);
        await queuePersonas(trx, shop, now);
        return written;
      },
      { lock: lockOf(shop) },
    );
    wake('tasks', shop, now);
    return result;
  }

  async function setRemoved(trx: Trx, shop: string, id: string, at: number | null): Promise<void> {
    await trx.updateTable('persona').set({ removed_at: at }).where('shop', '=', shop).where('id', '=', id).execute();
  }

  return {
    async list(shop) {
      const personas = await personasOf(db.read, shop);
      const counts = await db.read
        .selectFrom('contact')
        .select(({ fn }) => ['persona', 'persona_by', fn.countAll<number>().as('contacts')])
        .where('shop', '=', shop)
        .where('persona', 'is not', null)
        .groupBy(['persona', 'persona_by'])
        .execute();
      return personas.map((persona) => {
        const hers = counts.filter((row) => row.persona === persona.id);
        const told = hers.find((row) => row.persona_by === 'told')?.contacts ?? 0;
        return { ...persona, contacts: hers.reduce((sum, row) => sum + row.contacts, 0), told };
      });
    },

    all: (shop) => personasOf(db.read, shop),

    async ofContact(shop, contact) {
      const row = await db.read
        .selectFrom('contact')
        .select(['persona', 'persona_by'])
        .where('shop', '=', shop)
        .where('id', '=', contact)
        .executeTakeFirst();
      if (!row || row.persona === null) return null;
      return { persona: row.persona, by: row.persona_by === 'told' ? 'told' : 'inferred' };
    },

    async tell(shop, contact, id) {
      const now = clock.now();
      await db.write((trx) => tellPersona(trx, shop, contact, id, now));
      wake('understand', shop, now);
    },

    async fitting(shop) {
      const task = await db.read
        .selectFrom('task')
        .select(['due_at', 'done_count'])
        .where('shop', '=', shop)
        .where('id', '=', PERSONAS_TASK)
        .where('state', '=', 'queued')
        .executeTakeFirst();
      return task && task.due_at <= clock.now() ? { contacts: task.done_count } : null;
    },

    save: (shop, input, id) =>
      change(shop, async (trx, now) => {
        const { name, description, picture } = input;
        const values = { name, description, picture, condition: JSON.stringify(input.condition), updated_at: now };
        if (id !== undefined) {
          const one = trx.updateTable('persona').set(values).where('shop', '=', shop).where('id', '=', id);
          return (await one.returning('id').executeTakeFirst())?.id ?? null;
        }
        const all = await trx
          .selectFrom('persona')
          .select(['id', 'position', 'removed_at'])
          .where('shop', '=', shop)
          .execute();
        if (all.filter((row) => row.removed_at === null).length >= MOST_PERSONAS) return null;
        const fresh = idFor(name, new Set(all.map((row) => row.id)));
        const position = Math.max(0, ...all.map((row) => row.position)) + 1;
        await trx
          .insertInto('persona')
          .values({ shop, id: fresh, position, created_at: now, ...values })
          .execute();
        return fresh;
      }),

    move: (shop, id, by) =>
      change(shop, async (trx, now) => {
        const order = (await personasToFit(trx, shop)).map((persona) => persona.id);
        const from = order.indexOf(id);
        const other = order[from + by];
        if (from < 0 || other === undefined) return;
        order[from] = other;
        order[from + by] = id;
        for (const [position, each] of order.entries()) {
          await trx
            .updateTable('persona')
            .set({ position: position + 1, updated_at: now })
            .where('shop', '=', shop)
            .where('id', '=', each)
            .execute();
        }
      }),

    remove: (shop, id) => change(shop, (trx, now) => setRemoved(trx, shop, id, now)),
    restore: (shop, id) => change(shop, (trx) => setRemoved(trx, shop, id, null)),
  };
}
