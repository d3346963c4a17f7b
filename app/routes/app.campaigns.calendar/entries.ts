import type { CalendarView, CampaignRow } from '../../ui/views/campaign-views.ts';
import type { SocialRow } from '../../ui/views/social-views.ts';

export interface Move {
  kind: 'campaigns' | 'social';
  id: string;
}

interface OnDay extends Move {
  name: string;
  day: string;
  at: number | null;
  /** nothing of it has begun */
  movable: boolean;
}

/** What stands on a day of the calendar. */
export type Entry = (OnDay & { kind: 'campaigns'; row: CampaignRow }) | (OnDay & { kind: 'social'; row: SocialRow });

type Cell = CalendarView['weeks'][number][number];

/** Mails and posts of a day, in the order of their hours. */
export function entriesOf({ day, campaigns, posts }: Cell): Entry[] {
  const mails = campaigns.map((row): Entry => {
    const { id, name, at, state } = row;
    return { kind: 'campaigns', id, name, day, at, movable: state === 'scheduled', row };
  });
  const social = posts.map((row): Entry => {
    const { id, name, at, state } = row;
    return { kind: 'social', id, name, day, at, movable: state === 'scheduled' || state === 'draft', row };
  });
  return [...mails, ...social].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}
