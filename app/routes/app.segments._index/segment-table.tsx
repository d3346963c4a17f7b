import { IndexTable } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { NameLink } from '../../ui/pieces/name-link.tsx';
import { NarrowRow } from '../../ui/pieces/narrow-row.tsx';
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
        const Row = narrow ? NarrowLine : WideLine;
        return rows.map((row, index) => <Row key={row.id} row={row} index={index} />);
      }}
    </RowsTable>
  );
}

function WideLine({ row, index }: { row: SegmentRow; index: number }) {
  const format = useFormat();
  const say = useWords();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <NameLink url={`/app/segments/${row.id}`} name={say(row.name)} />
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

function NarrowLine({ row, index }: { row: SegmentRow; index: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useWords();
  return (
    <NarrowRow
      id={row.id}
      index={index}
      name={<NameLink url={`/app/segments/${row.id}`} name={say(row.name)} />}
      state={<SegmentState segment={row} />}
      told={[
        t('segments.members', { count: row.count, number: format.number(row.count) }),
        row.change === null ? null : t('segments.changeShort', { change: format.change(row.change) }),
        format.money(row.revenue),
      ]}
    />
  );
}
