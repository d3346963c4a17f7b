import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { settleTagRules, tagRulesOf } from './tag-rules.server.ts';

/** A tag may bring somebody into a segment that gives another; two that undo each other by way of a score end here. */
const MOST_TURNS = 4;

/**
 * Gives and takes the tags of whoever joined or left a segment. It comes last, and scores, personas and segments may ask for
 * tags: so whoever's tags changed is looked at once more, in a turn of its own.
 */
export const tagRulesAppraiser: Appraiser = {
  name: 'tag rules',
  async appraise(trx, { shop, now }, touched, ask) {
    const moved = [...touched].flatMap(([contact, changes]) =>
      [...changes].some(mayMove) && turnOf(changes) < MOST_TURNS ? [contact] : [],
    );
    if (moved.length === 0) return new Map();
    const rules = await tagRulesOf(trx, shop);
    const changed = await settleTagRules(trx, shop, rules, moved, now);
    if (changed.length === 0) return new Map();
    const again = new Map(
      changed.map(({ contact }) => {
        const changes = touched.get(contact) ?? new Set<Change>();
        const live: Change[] = changes.has('live') ? ['live'] : [];
        return [contact, new Set<Change>(['field:tag', `turn:${turnOf(changes) + 1}`, ...live])];
      }),
    );
    await markForAppraisal(trx, shop, again, now);
    ask(APPRAISE);
    return new Map();
  },
};

const mayMove = (change: Change) => change === 'everything' || change.startsWith('field:segment:');

function turnOf(changes: ReadonlySet<Change>): number {
  return Math.max(0, ...[...changes].flatMap((change) => (change.startsWith('turn:') ? Number(change.slice(5)) : [])));
}
