// What the suites of hostile input begin with: an app with two shops, and the watch over the one that is never spoken for.
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { tablesAsText } from './all-text.ts';
import { fillShop } from './fill-shop.ts';
import { A, type OpenApp, openApp } from './open-app.ts';

export interface ProbedApp {
  opened: OpenApp;
  filled: Awaited<ReturnType<typeof fillShop>>;
}

/** What is sent to shop B, or to nobody, never changes A; and the process lives. Call it once, at the top of a suite. */
export function probedApp(): ProbedApp {
  const late: { app?: ProbedApp; ofA?: string } = {};
  const app = () => {
    if (!late.app) throw new Error('the app opens before the first test');
    return late.app;
  };
  beforeAll(async () => {
    const opened = await openApp();
    late.app = { opened, filled: await fillShop(opened, A) };
    late.ofA = await rowsOfA(opened);
  });
  afterAll(() => app().opened.close());
  afterEach(async () => {
    expect(await rowsOfA(app().opened)).toBe(late.ofA);
    expect((await app().opened.door('/healthz')).status).toBe(200);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
  return {
    get opened() {
      return app().opened;
    },
    get filled() {
      return app().filled;
    },
  };
}

async function rowsOfA({ db }: OpenApp): Promise<string> {
  const rows: string[] = [];
  for (const [table, list] of await tablesAsText(db)) {
    // who looked is written down; nothing else may be
    if (table !== 'access_entry') rows.push(...list.filter((row) => row.includes(`"shop":"${A}"`)));
  }
  return rows.sort().join('\n');
}
