// Which rows of a table are ticked, and what may be done with them.
import type { IndexTableProps } from '@shopify/polaris';
import { createContext, useContext } from 'react';

export interface Ticks {
  selected: readonly string[];
  /** also those on other pages */
  everything: boolean;
  change: NonNullable<IndexTableProps['onSelectionChange']>;
  actions: readonly { content: string; onAction: () => void }[];
  /** where there are other pages: what selects their rows too, and what says that they are */
  beyond?: { select: string; selected: string };
}

/** Whoever draws a row on a phone draws its box too: there Polaris's table has none. */
export const TicksContext = createContext<Ticks | null>(null);

export function useTicks(): Ticks {
  const ticks = useContext(TicksContext);
  if (!ticks) throw new Error('a row with a box stands in a TickTable');
  return ticks;
}
