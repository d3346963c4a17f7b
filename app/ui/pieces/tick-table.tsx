import { IndexTable, type IndexTableProps } from '@shopify/polaris';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from '../use-narrow.ts';
import { TickBar } from './tick-bar.tsx';
import { type Ticks, TicksContext } from './ticks.ts';

interface Props extends Pick<IndexTableProps, 'headings' | 'loading' | 'pagination'> {
  /** what a row is; the words for one and for many stand there */
  of: 'contacts' | 'deliveries';
  count: number;
  ticks: Ticks;
  /** @param narrow each row is a `TickRow` then, drawn for a phone */
  children: (narrow: boolean) => ReactNode;
}

/** A table whose rows can be ticked, on a phone as well: there a bar above the rows holds what Polaris shows in its head. */
export function TickTable({ of, count, ticks, children, ...table }: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const { selected, everything, change, actions, beyond } = ticks;
  const frame = useRef<HTMLDivElement>(null);
  // Polaris says in ARIA that a box is half ticked and leaves the box itself unticked, which contradicts it
  // (https://dequeuniversity.com/rules/axe/4.10/aria-conditional-attr)
  useEffect(() => {
    for (const box of frame.current?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])
      box.indeterminate = box.getAttribute('aria-checked') === 'mixed';
  });
  return (
    <TicksContext.Provider value={ticks}>
      <div ref={frame}>
        {narrow && <TickBar count={count} ticks={ticks} />}
        <IndexTable
          {...table}
          condensed={narrow}
          itemCount={count}
          resourceName={{ singular: t(`${of}.one`), plural: t(`${of}.many`) }}
          selectedItemsCount={everything ? 'All' : selected.length}
          onSelectionChange={change}
          promotedBulkActions={[...actions]}
          {...(beyond && {
            hasMoreItems: true,
            paginatedSelectAllActionText: beyond.select,
            paginatedSelectAllText: beyond.selected,
          })}
        >
          {children(narrow)}
        </IndexTable>
      </div>
    </TicksContext.Provider>
  );
}
