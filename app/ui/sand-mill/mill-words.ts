import type { HomeView, MillPart, PartCount } from '../views/home-views.ts';

/** Where a part's contacts are listed; advocacy is not a list of contacts yet. */
export function partAddress(part: MillPart): string | null {
  if (part === 'referral' || part === 'review') return null;
  return `/app/contacts?stage=${part}`;
}

export function partOf(mill: HomeView['mill'], part: MillPart): PartCount {
  return mill.parts.find((each) => each.part === part) ?? { part, count: null, change: null };
}

/** Share of customers who came back at least once. */
export function returningShare(mill: HomeView['mill']): number {
  const loyal = partOf(mill, 'loyal').count ?? 0;
  const once = partOf(mill, 'customer').count ?? 0;
  return loyal + once === 0 ? 0 : loyal / (loyal + once);
}

/** Contacts that came into a part from anywhere, or null when nothing is known. */
export function flowInto(mill: HomeView['mill'], part: MillPart): number | null {
  const flows = mill.flows.filter((flow) => flow.to === part);
  return flows.length === 0 ? null : flows.reduce((sum, flow) => sum + flow.contacts, 0);
}
