import { BlockStack, IndexTable, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { NumberCell } from '../../ui/pieces/number-cell.tsx';
import { RowsTable } from '../../ui/pieces/rows-table.tsx';
import { SegmentState } from '../../ui/pieces/segment-state.tsx';
import type { SegmentRow } from '../../ui/views/segment-views.ts';

export function SegmentTable({ rows }: { rows: SegmentRow[] }) {
  const { t } = useTranslation();
  return (
    <RowsTable
      of="segments"
      count={rows.length}
      headings={[
        { title: t('segments.name') },
        { title: t('segments.state') },
        { title: t('segments.size'), end: true },
        { title: t('segments.change'), end: true },
        { title: t('segments.revenue'), end: true },
      ]}
    >
      {(narrow) => {
        const Row = narrow ? NarrowRow : WideRow;
        return rows.map((row, index) => <Row key={row.id} row={row} index={index} />);
      }}
    </RowsTable>
  );
}

function WideRow({ row, index }: { row: SegmentRow; index: number }) {
  const format = useFormat();
  const say = useWords();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Link url={`/app/segments/${row.id}`} dataPrimaryLink monochrome removeUnderline>
          <span className="row-name">{say(row.name)}</span>
        </Link>
        {row.description && <p className="row-quiet segment-about">{say(row.description)}</p>}
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
  const say = useWords();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <div className="narrow-row">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
            <Link url={`/app/segments/${row.id}`} dataPrimaryLink monochrome removeUnderline>
              <span className="row-name">{say(row.name)}</span>
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
