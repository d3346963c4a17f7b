// A release that folds more out of facts than the one before has everybody folded once more, in the background. What stands
// meanwhile stays as it is: contacts are not taken away, as a rebuild does.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Nightly } from '../../platform/work/tasks/nightly.server.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { refoldAttributes } from '../attributes/fold.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';
import { foldLock } from './fold.server.ts';
import { countContacts } from './list.server.ts';
import { padded } from './padded.ts';
import { refold } from './refold.server.ts';
import { shopFrame } from './shop-frame.server.ts';

const REFOLD = 'refold';

/**
 * What a fold gives by now; a release that adds to it has a greater number, and each shop is refolded once for it.
 * 2: where somebody came from, devices, city and birthday, refunds and discounts.
 */
export const REFOLD_TASK = {
  id: `${REFOLD}:2`,
  kind: REFOLD,
  next: (_shop, _zone, now) => now,
} as const satisfies Nightly;

/** with some ten facts each, on pages of their own in a large shop */
const CONTACTS_A_SLICE = 50;

/** What earlier releases did not fold; whoever is another by it is appraised. */
const ADDED = [
  'first_touch',
  'last_touch',
  'devices',
  'city',
  'birthday',
  'birth_year',
  'refunded',
  'discounted',
  'automated',
  'email_consent',
] as const;

/** Some contacts a slice, by id; the cursor is the last one. */
export function createRefoldHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount, totalCount }) => {
    const page = await nextContacts(db, shop, cursor ?? '', CONTACTS_A_SLICE);
    const total = totalCount ?? (await countContacts(db.read, shop, {}, { now: clock.now(), zone: 'UTC' }));
    return {
      lock: foldLock(shop),
      write: (trx) => refoldSome(trx, shop, page, clock.now()),
      cursor: page.at(-1) ?? cursor,
      doneCount: doneCount + page.length,
      totalCount: total,
      ended: page.length < CONTACTS_A_SLICE,
    };
  };
}

async function refoldSome(trx: Trx, shop: string, page: readonly string[], now: number): Promise<void> {
  const frame = await shopFrame(trx, shop, now);
  if (!frame || page.length === 0) return;
  // one that was merged into another since it was read is no contact any more
  const before = await standing(trx, shop, page);
  const contacts = [...before.keys()];
  await refoldAttributes(trx, shop, contacts);
  await refold(trx, frame, {
    seen: new Map(contacts.map((contact) => [contact, null])),
    live: new Set(),
    inherited: new Map(),
  });
  const after = await standing(trx, shop, contacts);
  const changed = contacts.filter((contact) => before.get(contact) !== after.get(contact));
  const everything: ReadonlySet<Change> = new Set<Change>(['everything']);
  await markForAppraisal(trx, shop, new Map(changed.map((contact) => [contact, everything])), now);
}

async function standing(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, string>> {
  if (contacts.length === 0) return new Map();
  const rows = await trx
    .selectFrom('contact')
    .select('id')
    .select(ADDED)
    .where('shop', '=', shop)
    .where('id', 'in', padded([...contacts]))
    .execute();
  return new Map(rows.map(({ id, ...added }) => [id, JSON.stringify(added)]));
}
