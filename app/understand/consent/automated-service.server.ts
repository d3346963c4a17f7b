import { applyHeard } from '../../listen/apply.server.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { nothingHeard } from '../../listen/heard.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldBatch, foldLock } from '../contacts/fold.server.ts';
import { hardIdentities } from '../contacts/known.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { refusingAutomation } from './automated-log.server.ts';
import type { ConsentOf, ConsentTools } from './service.server.ts';
import { handlesOfContact } from './store.server.ts';

export type AutomationChange = ConsentOf & {
  accepts: boolean;
  /** `hand` with a note, `preferences` by herself */
  source: string;
  evidence?: Record<string, string>;
};

/** One thing that was said, latest first on her page. */
export interface AutomationSaid {
  id: string;
  at: number;
  accepts: boolean;
  source: string;
  evidence: Record<string, string>;
}

/** `nobody`: no such contact, or a visitor of whom nothing is known: the device may be another's. */
export type AutomationResult = 'said' | 'nobody';

const SHOWN = 50;

export type AutomationService = ReturnType<typeof createAutomationService>;

/** Says whether somebody accepts automated decisions, and tells what was said of it. */
export function createAutomationService({ db, clock, wake, wanted, ports }: ConsentTools) {
  return {
    /** Understood at once: the next page shows it. What follows of it, such as her score, is appraised in a moment. */
    async change(shop: string, { accepts, source, evidence = {}, ...of }: AutomationChange): Promise<AutomationResult> {
      const said = await db.write(
        async (trx): Promise<AutomationResult> => {
          const now = clock.now();
          const frame = await shopFrame(trx, shop, now);
          const known = await handlesOfContact(trx, shop, of);
          if (!frame || !known) return 'nobody';
          const [who] = known.hard;
          const fact: NewFact = {
            id: `automation:${source}:${stableId(who, String(accepts), String(now))}`,
            kind: 'automation.changed',
            occurredAt: now,
            identity: who,
            verified: true,
            data: { automation: { accepts, source, evidence } },
          };
          await applyHeard(trx, shop, { ...nothingHeard(), facts: [fact] }, now);
          await foldBatch(trx, frame, [{ ...fact, subject: null, data: fact.data ?? {} }], { wanted, ports });
          return 'said';
        },
        { lock: foldLock(shop) },
      );
      wake(APPRAISE, shop, clock.now());
      return said;
    },

    /** What was said by and of a contact; latest first. `known` is whether anything could be said. */
    async log(shop: string, contact: string): Promise<{ known: boolean; said: AutomationSaid[] }> {
      const hard = (await hardIdentities(db.read, shop, [contact])).get(contact) ?? [];
      if (hard.length === 0) return { known: false, said: [] };
      const rows = await db.read
        .selectFrom('automation_choice')
        .select(['id', 'at', 'accepts', 'source', 'evidence'])
        .where('shop', '=', shop)
        .where('identity', 'in', hard)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(SHOWN)
        .execute();
      const said = rows.map(({ accepts, evidence, ...row }) => ({
        ...row,
        accepts: accepts === 1,
        evidence: JSON.parse(evidence) as Record<string, string>,
      }));
      return { known: true, said };
    },

    /** What holds now; who is not known accepts. */
    async accepts(shop: string, of: ConsentOf): Promise<boolean> {
      const known = await handlesOfContact(db.read, shop, of);
      if (!known) return true;
      return (await refusingAutomation(db.read, shop, new Map([['', known.hard]]))).size === 0;
    },
  };
}
