// The life of a campaign, pure: which deed leads where.

export const CAMPAIGN_STATES = [
  'draft',
  'approval',
  'scheduled',
  'freezing',
  'sending',
  'paused',
  'cancelled',
  'done',
] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const DEEDS = [
  /** waits for somebody else to agree */
  'ask',
  /** waits for its instant; of one that waited for it: somebody agreed */
  'schedule',
  /** back to be edited: nothing has gone */
  'withdraw',
  /** its instant has come */
  'begin',
  /** the audience stands */
  'freeze',
  'pause',
  'resume',
  'cancel',
  /** nobody is left */
  'end',
] as const;
export type Deed = (typeof DEEDS)[number];

const WAYS: Readonly<Record<CampaignState, Partial<Record<Deed, CampaignState>>>> = {
  draft: { ask: 'approval', schedule: 'scheduled' },
  approval: { schedule: 'scheduled', withdraw: 'draft' },
  scheduled: { withdraw: 'draft', begin: 'freezing' },
  freezing: { freeze: 'sending', pause: 'paused', cancel: 'cancelled' },
  sending: { pause: 'paused', cancel: 'cancelled', end: 'done' },
  paused: { resume: 'sending', cancel: 'cancelled' },
  cancelled: {},
  done: {},
};

/**
 * Where a deed leads; null where it cannot be done.
 * @param frozen whether the audience stands: one that was paused before goes on with that
 */
export function nextState(state: CampaignState, deed: Deed, frozen = true): CampaignState | null {
  const next = WAYS[state][deed] ?? null;
  return deed === 'resume' && next !== null && !frozen ? 'freezing' : next;
}

/** What can be done by hand. */
export const deedsOf = (state: CampaignState): Deed[] =>
  DEEDS.filter((deed) => WAYS[state][deed] !== undefined && !['begin', 'freeze', 'end'].includes(deed));

/** Nothing of it has gone yet, and it may still be changed or thrown away. */
export const isBeforehand = (state: CampaignState): boolean => ['draft', 'approval', 'scheduled'].includes(state);

/** It goes out by itself, and what a page shows of it changes from moment to moment. */
export const isGoingOut = (state: CampaignState): boolean => state === 'freezing' || state === 'sending';

/** It has begun and not ended: somebody may still get it. */
export const isUnderWay = (state: CampaignState): boolean => isGoingOut(state) || state === 'paused';
