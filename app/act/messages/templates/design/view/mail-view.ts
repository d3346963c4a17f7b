// What Liquid sees of one contact, and nothing else of anybody.
import { withoutMarks } from '../link-marks.ts';

export interface ShownProduct {
  title: string;
  variant: string;
  quantity: number;
  /** of one piece, written out in the shop's currency; empty where it is not known */
  price: string;
  /** empty: none */
  image: string;
  url: string;
  /** stands in for a missing picture */
  initial: string;
}

export interface ShownArticle {
  title: string;
  excerpt: string;
  image: string;
  url: string;
  initial: string;
}

export interface CountdownView {
  over: boolean;
  /** the end in words */
  when: string;
  picture: string;
}

export interface CartView {
  restore_url: string;
  total: string;
  count: number;
  first_title: string;
}

export interface OrderView {
  name: string;
  total: string;
  first_title: string;
}

interface ListView<Item> {
  items: readonly Item[];
}
interface GridRow {
  cells: readonly ShownProduct[];
  /** one for each cell that is missing in the last row */
  rest: readonly number[];
}

/** By block: whether a condition shows it, and what stands in it. */
export type BlockView = { shown?: boolean } & Partial<
  ListView<ShownProduct | ShownArticle> & { rows: readonly GridRow[] } & CountdownView
>;

export interface ContactView {
  first_name: string;
  last_name: string;
  email: string;
  city: string;
  country: string;
  locale: string;
  /** empty, as what follows it, of whom wants no automated decisions */
  stage: string;
  rfm_group: string;
  orders: number | null;
  spent: string;
  birthday: string;
  tags: readonly string[];
  attributes: Readonly<Record<string, string>>;
}

export interface MailView {
  contact: ContactView;
  shop: { name: string; url: string; host: string; email: string };
  brand: { address: string };
  /** null: she has none */
  cart: CartView | null;
  order: OrderView | null;
  blocks: Readonly<Record<string, BlockView>>;
  unsubscribe_url: string;
  preferences_url: string;
  today: string;
  year: string;
}

/** Rows of so many columns, with the last one filled up. */
export function gridOf(items: readonly ShownProduct[], columns: number): GridRow[] {
  const rows: GridRow[] = [];
  for (let start = 0; start < items.length; start += columns) {
    const cells = items.slice(start, start + columns);
    rows.push({ cells, rest: Array.from({ length: columns - cells.length }, () => 0) });
  }
  return rows;
}

export const initialOf = (title: string) => [...title.trim()][0]?.toUpperCase() ?? '·';

/** Nothing that somebody wrote of herself may look like a mark of ours. */
export function clean<T>(value: T): T {
  if (typeof value === 'string') return withoutMarks(value) as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clean(each)])) as T;
}
