import { randomUUID } from 'node:crypto';
import { type Clock, DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { SettingsService } from '../../shop/settings/settings-service.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import type { Bands } from './bands.ts';
import { previewScores, type ScorePreview } from './preview.server.ts';
import type { Rescore } from './rescore-task.server.ts';
import type { RuleForm } from './rule-form.ts';
import { ruleSetOf, type ShopRule } from './rule-set.ts';
import { SHIPPED_RULES } from './rules.ts';
import { forgetRemoved, removeRule, restoreRule, storedRules, writeRule } from './stored-rules.server.ts';

const MOST_RULES = 100;
/** There are as many rules as a shop may have. */
export class TooManyRules extends Error {
  override name = 'TooManyRules';
}

export type ScoringService = ReturnType<typeof createScoringService>;

interface Deps {
  db: Database;
  clock: Clock;
  settings: SettingsService;
  rescore: Rescore;
}

export function createScoringService({ db, clock, settings, rescore }: Deps) {
  const frameOf = async (shop: string) => {
    const frame = await shopFrame(db.read, shop, clock.now());
    if (!frame) throw new Error('there is no such shop');
    return frame;
  };

  return {
    async rules(shop: string): Promise<{ rules: readonly ShopRule[]; bands: Bands }> {
      const { rules, bands } = await frameOf(shop);
      return { rules: rules.all, bands };
    },

    /** Saves a rule and has everybody scored anew. @throws TooManyRules */
    async save(shop: string, form: RuleForm): Promise<void> {
      const rule = named(form);
      await db.write(
        async (trx) => {
          const known = await storedRules(trx, shop);
          const isNew = !known.some(({ id }) => id === rule.id) && !SHIPPED_RULES.includes(rule.id);
          if (isNew && known.length >= MOST_RULES) throw new TooManyRules(`${MOST_RULES} rules are the most`);
          await writeRule(trx, shop, rule, clock.now());
          await forgetRemoved(trx, shop, clock.now() - DAY);
        },
        { lock: `rules:${shop}` },
      );
      await rescore(shop);
    },

    /** One that ships is again as it ships; one of the shop's own is gone. For a day `restore` takes it back. */
    async remove(shop: string, id: string): Promise<void> {
      const { scoring } = await settings.get(shop);
      const { [id]: earlier, ...points } = scoring.points;
      const { rules } = await frameOf(shop);
      await db.write(
        async (trx) => {
          const known = (await storedRules(trx, shop)).some((rule) => rule.id === id);
          const rule = rules.all.find((each) => each.id === id);
          // its points were set in a release that kept them elsewhere
          if (!known && rule && earlier !== undefined) await writeRule(trx, shop, rule, clock.now());
          await removeRule(trx, shop, id, clock.now());
        },
        { lock: `rules:${shop}` },
      );
      await settings.update(shop, { scoring: { points } });
      await rescore(shop);
    },

    /** What was removed is as it was before. */
    async restore(shop: string, id: string): Promise<void> {
      await db.write((trx) => restoreRule(trx, shop, id, clock.now()), { lock: `rules:${shop}` });
      await rescore(shop);
    },

    async setBands(shop: string, bands: Bands): Promise<void> {
      await settings.update(shop, { scoring: { bands } });
      await rescore(shop);
    },

    /** Who would cross a threshold with this rule, without one, or with these bands. */
    async preview(shop: string, change: { rule?: RuleForm; remove?: string; bands?: Bands }): Promise<ScorePreview> {
      const frame = await frameOf(shop);
      const stored = await storedRules(db.read, shop);
      const { scoring } = await settings.get(shop);
      const rule = change.rule && named(change.rule);
      const others = stored.filter(({ id }) => id !== rule?.id && id !== change.remove);
      const rules = ruleSetOf(rule ? [...others, rule] : others, scoring.points);
      return previewScores(db.read, frame, { rules, bands: change.bands ?? frame.bands });
    },
  };
}

/** Own rules have ids that no rule that ships has. */
function named({ id, trigger, ...rest }: RuleForm): ShopRule {
  return { ...rest, id: id ?? `own.${randomUUID()}`, trigger };
}
