import { control } from './control.ts';
import { part } from './part.ts';
import { act, onSubmit } from './status.ts';

export interface ShopState {
  shop: { name: string; currency: string; zone: string };
  clock: { now: string; offset: number };
  counts: Record<string, number>;
}

function ahead(milliseconds: number): string {
  if (milliseconds < 1000) return 'as late as it really is';
  const minutes = Math.round(milliseconds / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  return `${
    parts
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
      .join(', ') || 'moments'
  } ahead of real time`;
}

let known: ShopState['shop'] | undefined;

export function showShop({ shop, clock, counts }: ShopState): void {
  known = shop;
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium', timeZone: shop.zone });
  part('now').textContent = format.format(new Date(clock.now));
  part('ahead').textContent = `${shop.zone}, ${ahead(clock.offset)}`;
  part('mails').textContent = counts['mails'] ? String(counts['mails']) : '';
  part('facts').replaceChildren(
    ...Object.entries(counts).map(([name, value]) => {
      const row = document.createElement('div');
      const term = document.createElement('dt');
      const detail = document.createElement('dd');
      term.textContent = name.charAt(0).toUpperCase() + name.slice(1);
      detail.textContent = value.toLocaleString('en');
      row.append(term, detail);
      return row;
    }),
  );
  const form = part<HTMLFormElement>('shop');
  if (form.contains(document.activeElement) || form.dataset['shown'] === JSON.stringify(shop)) return;
  form.dataset['shown'] = JSON.stringify(shop);
  for (const [name, value] of Object.entries(shop)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
}

export function startTimeAndShop(): void {
  const move = async (by: string) => {
    await control('/clock', { by });
    return 'The clock moved.';
  };
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-by]'))
    button.addEventListener('click', () => void act(button, () => move(button.dataset['by'] ?? '')));
  onSubmit('move', (data) => move(String(data.get('by')).trim()));
  onSubmit('shop', async (data) => {
    const before = known;
    await control('/shop', Object.fromEntries(data));
    return {
      said: 'The shop is changed.',
      undo: before && (() => control('/shop', { name: before.name, currency: before.currency, zone: before.zone })),
    };
  });
}
