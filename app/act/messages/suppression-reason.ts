// Why an address is on the suppression list: pure, for the list's page too.

/** What the list may be narrowed by. An import's reason is kept as `import:ID`. */
export const SUPPRESSION_KINDS = ['manual', 'imported', 'hard_bounce', 'complaint', 'unsubscribed', 'erased'] as const;
export type SuppressionKind = (typeof SUPPRESSION_KINDS)[number];

/** Where an import's reasons begin, and the text behind all of them. */
export const IMPORTED = { from: 'import:', below: 'import;' } as const;

export function suppressionKind(reason: string): SuppressionKind {
  if (reason.startsWith(IMPORTED.from)) return 'imported';
  return SUPPRESSION_KINDS.find((kind) => kind === reason) ?? 'manual';
}

/**
 * These stay until a person takes the address off: the shop decided it, the mailbox does not exist, or she called the
 * mail spam. The others are a refusal of hers, which her own later opt-in takes back.
 */
export const HELD = ['manual', 'hard_bounce', 'complaint'] as const;

export function isHeld(reason: string): boolean {
  return HELD.some((held) => held === reason);
}

/** What the page may take off: not whose own word it is, and not who asked to be forgotten. */
export function isRemovable(reason: string): boolean {
  return isHeld(reason) || reason.startsWith(IMPORTED.from);
}
