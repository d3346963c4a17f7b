// The life of a post and of its variants, pure.

export const POST_STATES = ['draft', 'scheduled', 'publishing', 'done', 'cancelled'] as const;
export type PostState = (typeof POST_STATES)[number];

export const VARIANT_STATES = [
  'planned',
  'queued',
  'claimed',
  'submitting',
  'published',
  'refused',
  'unknown',
  'cancelled',
] as const;
export type VariantState = (typeof VARIANT_STATES)[number];

/** Something may still happen by itself. */
export const OPEN = ['queued', 'claimed', 'submitting'] as const satisfies readonly VariantState[];

/** A post that is under way, by what became of its variants. */
export const stateBy = (states: readonly string[]): PostState =>
  states.some((state) => OPEN.some((open) => open === state)) ? 'publishing' : 'done';

export const POST_DEEDS = ['release', 'withdraw', 'cancel'] as const;
export type PostDeed = (typeof POST_DEEDS)[number];

const WAYS: Readonly<Record<PostState, Partial<Record<PostDeed, PostState>>>> = {
  draft: { release: 'scheduled' },
  scheduled: { withdraw: 'draft', cancel: 'cancelled' },
  publishing: { cancel: 'cancelled' },
  done: {},
  cancelled: {},
};

/** Where a deed leads; null where it cannot be done. */
export const nextState = (state: PostState, deed: PostDeed): PostState | null => WAYS[state][deed] ?? null;

export const deedsOf = (state: PostState): PostDeed[] => POST_DEEDS.filter((deed) => WAYS[state][deed] !== undefined);

/** What a merchant says of one that is not as it should be. */
export const SETTLEMENTS = [
  /** of one that is uncertain: she has looked, and it is not there */
  'not_there',
  /** she has looked, and it is there */
  'there',
  /** of one that was refused */
  'again',
] as const;
export type Settlement = (typeof SETTLEMENTS)[number];
