// The editor of mails in a real browser: from the press of a key to the letter in the preview, laid out by the engine that
// sends, on the server.
import type { Frame, Page } from 'playwright-core';
import { launchBrowser, PERSON_AGENT } from '../e2e/browser.ts';
import { type DemoProcess, openDemo } from './demo-process.ts';
import { type Figure, figure } from './figure.ts';

export const prefix = 'say.editor';

const PRESSES = 100;
const WARM_UP = 10;
const MOST_MS = 200;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

interface Pressed {
  field: number;
  preview: number;
}

export async function* figures(): AsyncIterable<Figure> {
  const demo = await openDemo(async () => {});
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, userAgent: PERSON_AGENT });
    const page = await context.newPage();
    const frame = await openTemplate(page, demo);
    const took: Pressed[] = [];
    for (let press = 0; press < PRESSES + WARM_UP; press++) {
      const seen = await pressed(page, frame, LETTERS[press % LETTERS.length] ?? 'x');
      if (press >= WARM_UP) took.push(seen);
    }
    const value = p95(took.map(({ preview }) => preview));
    yield figure({
      name: 'say.editor.preview',
      value,
      unit: 'ms p95',
      // the letter in its own field, which no server is asked for
      baseline: p95(took.map(({ field }) => field)),
      must: `<= ${MOST_MS} ms from the key press to the preview, of ${PRESSES} presses`,
      ok: value <= MOST_MS,
    });
  } finally {
    await browser.close();
    await demo.stop();
  }
}

/** The first of the starting templates, with the fields of its first heading open and the cursor at their end. */
async function openTemplate(page: Page, demo: DemoProcess): Promise<Frame> {
  await page.goto(`${demo.devstoreOrigin}/admin/apps/sandmill/app/campaigns/templates/new`, {
    waitUntil: 'networkidle',
  });
  const frame = page.frames().find((each) => each.url().includes('/app') && each !== page.mainFrame());
  if (!frame) throw new Error('no frame of the app');
  await frame
    .getByRole('button', { name: /^Use this one/ })
    .first()
    .click();
  await frame.locator('.mail-row-name', { hasText: 'Heading' }).first().click();
  const field = frame.locator('.mail-row-fields input').first();
  await field.fill('Typed here: ');
  await frame.frameLocator('iframe.preview-mail').getByText('Typed here').waitFor();
  await frame.evaluate(watch);
  await field.press('End');
  return frame;
}

async function pressed(page: Page, frame: Frame, letter: string): Promise<Pressed> {
  await frame.evaluate((key) => (globalThis as unknown as Watched).expectLetter(key), letter);
  await page.keyboard.press(letter);
  return frame.evaluate(() => (globalThis as unknown as Watched).seen);
}

interface Watched {
  expectLetter(letter: string): void;
  seen: Promise<Pressed>;
}

/** Runs in the app's page: looks at the field and at the preview once a frame is drawn. */
function watch() {
  const input = document.querySelector<HTMLInputElement>('.mail-row-fields input');
  const mail = document.querySelector<HTMLIFrameElement>('iframe.preview-mail');
  if (!input || !mail) throw new Error('the editor is not open');
  let heard = 0;
  addEventListener('keydown', ({ timeStamp }) => (heard = timeStamp), true);
  const drawn = (holds: () => boolean) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (holds()) resolve(performance.now() - heard);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  Object.assign(globalThis, {
    expectLetter(letter: string) {
      const wanted = input.value + letter;
      const field = drawn(() => input.value === wanted);
      const preview = drawn(() => mail.contentDocument?.body.textContent?.includes(wanted) ?? false);
      const seen = Promise.all([field, preview]).then(([one, other]) => ({ field: one, preview: other }));
      Object.assign(globalThis, { seen });
    },
  });
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
