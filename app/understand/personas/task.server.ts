import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { nextNight } from '../../listen/reconcile/rules.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';
import { fitPersonas } from './fit.server.ts';
import { personasToFit } from './store.server.ts';

export const PERSONAS_TASK = 'personas';

const CONTACTS_A_SLICE = 250;

/** The cursor's first word: what the merchant changed is no news of anybody, what time has changed is. */
const CHANGED = 'changed:';
const NIGHT = 'night:';

/**
 * Asks for everybody's persona to be looked at again, because personas changed. A look that is under way begins again: the
 * lease that it held is taken from it.
 */
export async function queuePersonas(trx: Trx, shop: string, now: number): Promise<void> {
  await queueTask(trx, shop, { id: PERSONAS_TASK, kind: PERSONAS_TASK, cursor: CHANGED, dueAt: now }, { anew: true });
}

/** Some contacts a slice, by id. When it is through it waits for the night, for what fits may change by time alone. */
export function createPersonasHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const kind = cursor?.startsWith(CHANGED) ? CHANGED : NIGHT;
    const now = clock.now();
    const frame = await shopFrame(db.read, shop, now);
    const personas = await personasToFit(db.read, shop);
    // without any, a night has nothing to look for; the look after the last was removed takes it from those who had it
    if (!frame || (personas.length === 0 && kind === NIGHT)) return { cursor: null, doneCount, ended: true };
    const page = await nextContacts(db, shop, cursor?.slice(kind.length) ?? '', CONTACTS_A_SLICE);
    const through = page.length < CONTACTS_A_SLICE;
    return {
      lock: foldLock(shop),
      async write(trx) {
        // as they are now: one may have been saved since this slice was begun
        const moved = await fitPersonas(trx, frame, await personasToFit(trx, shop), page, () => kind === NIGHT);
        const touched = new Map(moved.map((contact) => [contact, new Set<Change>(changesOf(kind))]));
        await markForAppraisal(trx, shop, touched, now);
      },
      cursor: through ? NIGHT : kind + (page.at(-1) ?? ''),
      doneCount: through ? 0 : doneCount + page.length,
      ended: false,
      ...(through && { dueAt: nextNight(shop, frame.zone, now) }),
    };
  };
}

const changesOf = (kind: string): Change[] => (kind === NIGHT ? ['field:persona', 'live'] : ['field:persona']);
