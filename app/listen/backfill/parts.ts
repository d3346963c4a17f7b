/** The parts of a history, in the order in which they are applied: products first, for their costs; people before orders. */
export const PARTS = ['products', 'collections', 'customers', 'orders', 'articles'] as const;
export type Part = (typeof PARTS)[number];

/** The kind of the tasks that read one part each. */
export const HISTORY_PART = 'history-part';

export const partTaskId = (part: Part) => `history:${part}`;

export function partOfTask(id: string): Part {
  const part = PARTS.find((each) => partTaskId(each) === id);
  if (!part) throw new Error(`${id} is no part of a history`);
  return part;
}
