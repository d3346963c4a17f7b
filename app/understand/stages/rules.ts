/** The places of the life cycle, from the top of the funnel to the wheel. */
export const STAGES = ['visitor', 'lead', 'mql', 'sql', 'customer', 'loyal'] as const;

export type Stage = (typeof STAGES)[number];

export const LOYAL_FROM_ORDERS = 2;

/** Where somebody stands, by what is known of them. Marketing and sales qualified leads come with their score rules. */
export function stageOf(contact: { ordersCount: number; known: boolean }): Stage {
  if (contact.ordersCount >= LOYAL_FROM_ORDERS) return 'loyal';
  if (contact.ordersCount === 1) return 'customer';
  return contact.known ? 'lead' : 'visitor';
}
