import type { RfmPeriod } from '../../ui/views/rfm-views.ts';

/** The contacts that went from one group to another between the two days. */
export function movedUrl(period: RfmPeriod, before: string, group: string): string {
  return `/app/contacts/rfm/moved?${new URLSearchParams({ ...period, before, group }).toString()}`;
}
