import { IndexTable, type IndexTableProps } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from '../use-narrow.ts';

interface Props {
  /** what a row is; the words for one and for many stand there */
  of: 'contacts' | 'segments' | 'campaigns' | 'social';
  count: number;
  headings: readonly { title: string; end?: boolean }[];
  pagination?: NonNullable<IndexTableProps['pagination']>;
  /** @param narrow each row is one cell then, drawn for a phone */
  children: (narrow: boolean) => ReactNode;
}

/** A table whose rows are read and opened, not ticked. */
export function RowsTable({ of, count, headings, pagination, children }: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [first = { title: '' }, ...rest] = headings.map(({ title, end }) => ({
    title,
    ...(end && { alignment: 'end' as const }),
  }));
  return (
    <IndexTable
      condensed={narrow}
      selectable={false}
      itemCount={count}
      resourceName={{ singular: t(`${of}.one`), plural: t(`${of}.many`) }}
      headings={[first, ...rest]}
      {...(pagination && { pagination })}
    >
      {children(narrow)}
    </IndexTable>
  );
}
