import { BlockStack, IndexTable, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { NumberCell } from '../../ui/pieces/number-cell.tsx';
import { SegmentState } from '../../ui/pieces/segment-state.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import type { SegmentRow } from '../../ui/views/segment-views.ts';

export function SegmentTable({ rows }: { rows: SegmentRow[] }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  return (
    <IndexTable
      condensed={narrow}
      selectable={false}
      itemCount={rows.length}
      resourceName={{ singular: t('segments.one'), plural: t('segments.many') }}
      headings={[
        { title: t('segments.name') },
        { title: t('segments.state') },
        { title: t('segments.size'), alignment: 'end' },
        { title: t('segments.change'), alignment: 'end' },
        { title: t('segments.revenue'), alignment: 'end' },
      ]}
    >
      {rows.map((row, index) => (narrow ? narrowRow(row, index) : <WideRow key={row.id} row={row} index={index} />))}
    </IndexTable>
  );
}

const narrowRow = (row: SegmentRow, index: number) => <NarrowRow key={row.id} row={row} index={index} />;

function WideRow({ row, index }: { row: SegmentRow; index: number }) {
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Link url={`/app/segments/${row.id}`} dataPrimaryLink monochrome removeUnderline>
          <span className="row-name">{row.name}</span>
        </Link>
        {row.description && <p className="row-quiet segment-about">{row.description}</p>}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <SegmentState segment={row} />
      </IndexTable.Cell>
      <NumberCell>{format.number(row.count)}</NumberCell>
      <NumberCell>{row.change === null ? '–' : format.change(row.change)}</NumberCell>
      <NumberCell>{format.money(row.revenue)}</NumberCell>
    </IndexTable.Row>
  );
}

function NarrowRow({ row, index }: { row: SegmentRow; index: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <div className="narrow-row">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Link url={`/app/segments/${row.id}`} dataPrimaryLink monochrome removeUnderline>
              <span className="row-name">{row.name}</span>
            </Link>
            <SegmentState segment={row} />
          </InlineStack>
          <Text as="span" tone="subdued">
            {[
              t('segments.members', { count: row.count, number: format.number(row.count) }),
              row.change === null ? null : t('segments.changeShort', { change: format.change(row.change) }),
              format.money(row.revenue),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </BlockStack>
      </div>
    </IndexTable.Row>
  );
}
