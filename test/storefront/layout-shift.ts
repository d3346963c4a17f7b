import type { Page } from 'playwright-core';

interface Shift {
  value: number;
  /** what moved, of all that a block could move */
  moved: string[];
}

interface ShiftEntry extends PerformanceEntry {
  value: number;
  sources: { node: Node | null }[];
}

/** Call before the page is opened: keeps every layout shift, also those that a visitor's own input excuses. */
export async function watchLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(window, { layoutShifts: shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as ShiftEntry[]) {
        // the theme's header stands before every block, and settles by itself where a font comes late
        const below = entry.sources.filter(({ node }) => !(node instanceof Element && node.closest('header')));
        const moved = below.map(({ node }) =>
          node instanceof Element ? `${node.tagName}.${node.className}` : '#text',
        );
        shifts.push({ value: entry.value, moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

export function layoutShifts(page: Page): Promise<Shift[]> {
  // two frames later everything that was drawn has been reported
  return page.evaluate(
    () =>
      new Promise<Shift[]>((done) => {
        requestAnimationFrame(() =>
          requestAnimationFrame(() => done((window as unknown as { layoutShifts: Shift[] }).layoutShifts)),
        );
      }),
  );
}
