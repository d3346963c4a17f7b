/** Places in the life cycle, from cold to hot. */
export const STAGES = ['visitor', 'lead', 'mql', 'sql', 'customer', 'loyal'] as const;
export type Stage = (typeof STAGES)[number];
