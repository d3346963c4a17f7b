// What a change of rules or bands would do, before it is saved: scores are reckoned both ways in memory.
import type { Reader } from '../../platform/db/db.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { contactViews } from '../conditions/views.server.ts';
import { padded } from '../contacts/padded.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { type Bands, temperatureOf, TEMPERATURES } from './bands.ts';
import { conditionEntries, timeEntries } from './given.server.ts';
import type { RuleSet } from './rule-set.ts';
import { earnedOf, GLOBAL } from './rules.ts';
import { scoredFactsOf } from './scored-facts.server.ts';
import { sumsOf } from './settle.server.ts';

/** Contacts that would cross a threshold upwards and downwards. */
export interface Crossing {
  threshold: 'warm' | 'hot' | 'mql';
  up: number;
  down: number;
}

export interface ScorePreview {
  crossings: Crossing[];
  /** contacts of the shop, and those that were reckoned; with fewer than all, counts are projected from them */
  contacts: number;
  sampled: number;
}

/** Their ids are hashes, so the first are as good a sample as any. */
const SAMPLE = 1000;

export async function previewScores(
  reader: Reader,
  frame: ShopFrame,
  wanted: { rules: RuleSet; bands: Bands },
): Promise<ScorePreview> {
  const { shop } = frame;
  const people = await reader
    .selectFrom('contact')
    .select(['id', 'first_seen_at', 'last_seen_at', 'automated', 'stage'])
    .where('shop', '=', shop)
    .orderBy('id')
    .limit(SAMPLE)
    .execute();
  const { count } = await reader
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .executeTakeFirstOrThrow();
  const contacts = Number(count);
  const ids = padded(people.map(({ id }) => id));
  const views = await contactViews(reader, shop, ids, [frame.stages.mql], { now: frame.now, zone: frame.zone });
  const now = await scoresBy(reader, frame, people);
  const then = await scoresBy(reader, { ...frame, rules: wanted.rules }, people);
  const counts = { warm: { up: 0, down: 0 }, hot: { up: 0, down: 0 }, mql: { up: 0, down: 0 } };
  const cross = (threshold: keyof typeof counts, before: boolean, after: boolean) => {
    if (before !== after) counts[threshold][after ? 'up' : 'down']++;
  };
  for (const { id, stage } of people) {
    const [before, after] = [now.get(id) ?? new Map(), then.get(id) ?? new Map()];
    const heat = (sums: ReadonlyMap<string, number>, bands: Bands) =>
      TEMPERATURES.indexOf(temperatureOf(sums.get(GLOBAL) ?? 0, bands));
    cross('warm', heat(before, frame.bands) >= 1, heat(after, wanted.bands) >= 1);
    cross('hot', heat(before, frame.bands) >= 2, heat(after, wanted.bands) >= 2);
    const view = views.get(id);
    // only leads become MQL
    if (!view || (stage !== 'lead' && stage !== 'mql')) continue;
    const engaged = (sums: ReadonlyMap<string, number>) =>
      evaluate(frame.stages.mql, {
        ...view,
        scores: sums,
        numbers: { ...view.numbers, score: sums.get(GLOBAL) ?? 0 },
      });
    cross('mql', engaged(before), engaged(after));
  }
  const scale = people.length === 0 ? 0 : contacts / people.length;
  return {
    crossings: (['warm', 'hot', 'mql'] as const).map((threshold) => ({
      threshold,
      up: Math.round(counts[threshold].up * scale),
      down: Math.round(counts[threshold].down * scale),
    })),
    contacts,
    sampled: people.length,
  };
}

/** The sums of each contact's scopes by the frame's rules. */
async function scoresBy(
  reader: Reader,
  frame: ShopFrame,
  people: readonly { id: string; first_seen_at: number; last_seen_at: number; automated: number }[],
): Promise<Map<string, Map<string, number>>> {
  const { shop, rules, calendar } = frame;
  const day = (instant: number) => calendar.name(calendar.day(instant));
  const scored = people.filter(({ automated }) => automated === 1);
  const facts = await scoredFactsOf(reader, shop, padded(scored.map(({ id }) => id)), rules.kinds);
  const given = await conditionEntries(reader, frame, scored);
  return new Map(
    scored.map((person) => {
      const earned = earnedOf(person.id, facts.get(person.id) ?? [], day, rules.byKind);
      const time = timeEntries(frame, person, earned);
      return [person.id, sumsOf([...earned, ...(given.get(person.id)?.entries ?? []), ...time.entries])];
    }),
  );
}
