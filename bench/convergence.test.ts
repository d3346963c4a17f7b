// A small story in many disturbed ways; the figure tells a big one in one way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../test/databases.ts';
import { SHOP } from './app-process.ts';
import { differences } from './convergence-state.ts';
import { tellStory } from './convergence-story.ts';
import { disturbed, understoodOf } from './convergence-telling.ts';

const PEOPLE = 9;

describe.each(DIALECTS)('what is understood of a shop [%s]', (dialect) => {
  const story = tellStory(PEOPLE);

  async function understood(how: Omit<Parameters<typeof understoodOf>[1], 'story'>) {
    const test = await createTestDatabase(dialect);
    try {
      const shop = {
        shop: SHOP,
        name: SHOP,
        currency: 'EUR',
        timezone: 'Europe/Rome',
        ingest_key: 'k',
        installed_at: 0,
      };
      await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
      return await understoodOf(test.db, { story, ...how });
    } finally {
      await test.dispose();
    }
  }

  it('is the same in whatever order, how often and in what portions it is told', async () => {
    const ordered = await understood({ tellings: story.tellings, dropped: [], stretch: 5000 });
    const tables = new Set(ordered.state.map((line) => line.slice(0, line.indexOf(' '))));
    const told = ['segment_member', 'interest', 'order_touch', 'contact_attribute', 'contact_score', 'score_entry'];
    expect(told.filter((table) => !tables.has(table))).toEqual([]);
    expect(ordered.state.some((line) => line.includes('["persona","p'))).toBe(true);
    expect(ordered.state.some((line) => line.includes('["automated",0]'))).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(40, 300, 5000), async (seed, stretch) => {
        const shaken = await understood({ ...disturbed(story.tellings, seed), stretch });
        expect(differences(ordered.state, shaken.state)).toEqual([]);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 240_000);
});
