import { readSettings } from '../../shop/settings/settings-service.server.ts';
import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { INTEREST_FACTS } from './deeds.server.ts';
import { makeInterests } from './store.server.ts';

/**
 * After which an interest may be another: products looked at or bought, orders that no longer count, facts that moved, a
 * product that is heard of at last.
 */
const CAUSES: ReadonlySet<Change> = new Set<Change>([
  ...INTEREST_FACTS,
  'order.placed',
  'order.changed',
  'order.cancelled',
  'order.deleted',
  'everything',
  'field:automated',
  'field:catalogue',
]);

/** Keeps interests; it comes before all that may ask for them. */
export const interestsAppraiser: Appraiser = {
  name: 'interests',
  async appraise(trx, { shop, now }, touched) {
    const contacts = [...touched].flatMap(([contact, changes]) =>
      [...changes].some((change) => CAUSES.has(change)) ? [contact] : [],
    );
    if (contacts.length === 0) return new Map();
    const { interests } = await readSettings(trx, shop);
    const changed = await makeInterests(trx, shop, contacts, { ...interests, now });
    return new Map(changed.map((contact) => [contact, new Set<Change>(['field:interest'])]));
  },
};
