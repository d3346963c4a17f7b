// 100,000 facts told in order once, and told shuffled, doubled and with one in a hundred lost and read again: the same
// profiles, attributes, interests, scores of thirty rules, stages, personas, groups, members of sixty segments and credits,
// byte for byte. What is lost is what Shopify can be asked for again: not the pixel's and the carts' tellings, nor a state
// in between that alone named somebody.
import { openDatabase } from '../app/platform/db/open.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase } from './app-process.ts';
import { differences } from './convergence-state.ts';
import { type Story, tellStory } from './convergence-story.ts';
import { disturbed, understoodOf } from './convergence-telling.ts';
import { type Figure, figure, type Wants } from './figure.ts';

export const prefix = 'foundation.convergence';

const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 2400);
const FACTS = 100_000;
/** told before the workers look again */
const STRETCH = 3000;

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  const story = tellStory(PEOPLE);
  if (wants('foundation.convergence.sqlite')) yield await compare('sqlite', story);
  if (!wants('foundation.convergence.postgres')) return;
  const server = await startPostgres();
  try {
    yield await compare('postgres', story, server.url);
  } finally {
    await server.stop();
  }
}

async function compare(dialect: string, story: Story, serverUrl?: string): Promise<Figure> {
  const told = async (how: Pick<Parameters<typeof understoodOf>[1], 'tellings' | 'dropped'>) => {
    const made = await createBenchDatabase(serverUrl);
    const db = openDatabase(made.url);
    try {
      return await understoodOf(db, { story, stretch: STRETCH, ...how });
    } finally {
      await db.close();
      await made.dispose();
    }
  };
  const ordered = await told({ tellings: story.tellings, dropped: [] });
  const { tellings, dropped } = disturbed(story.tellings, 7);
  const shaken = await told({ tellings, dropped });
  const different = differences(ordered.state, shaken.state);
  for (const line of different.slice(0, Number(process.env['BENCH_SHOW'] ?? 0))) console.error(line);
  const enough = PEOPLE < 2400 || ordered.facts >= FACTS;
  return figure({
    name: `foundation.convergence.${dialect}`,
    value: different.length,
    unit: `rows that differ, of ${ordered.facts} facts, ${tellings.length} tellings, ${dropped.length} lost`,
    baseline: ordered.state.length,
    must: `0 of the rows compared (the baseline) and >= ${FACTS} facts`,
    ok: different.length === 0 && ordered.state.length > 0 && enough,
  });
}
