import { IndexTable, type IndexTableProps, Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { NumberCell } from '../../ui/pieces/number-cell.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { GroupTag, StageTag } from '../../ui/pieces/tint-tag.tsx';
import type { ContactRow } from '../../ui/views/contact-views.ts';

export function ContactTable(props: {
  rows: ContactRow[];
  pagination: { hasNext: boolean; hasPrevious: boolean; onNext: () => void; onPrevious: () => void };
  /** those that are ticked, and what may be done with them */
  selected: readonly string[];
  bulk: Pick<
    IndexTableProps,
    | 'selectedItemsCount'
    | 'onSelectionChange'
    | 'promotedBulkActions'
    | 'hasMoreItems'
    | 'paginatedSelectAllText'
    | 'paginatedSelectAllActionText'
  >;
}) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  return (
    <IndexTable
      condensed={narrow}
      {...props.bulk}
      itemCount={props.rows.length}
      resourceName={{ singular: t('contacts.one'), plural: t('contacts.many') }}
      headings={[
        { title: t('contacts.name') },
        { title: t('contacts.stage') },
        { title: t('contacts.group') },
        { title: t('contacts.score'), alignment: 'end' },
        { title: t('contacts.orders'), alignment: 'end' },
        { title: t('contacts.spent'), alignment: 'end' },
        { title: t('contacts.seen'), alignment: 'end' },
      ]}
      pagination={props.pagination}
    >
      {props.rows.map((row, index) => {
        const shown = { row, index, selected: props.selected.includes(row.id) };
        return narrow ? <NarrowRow key={row.id} {...shown} /> : <WideRow key={row.id} {...shown} />;
      })}
    </IndexTable>
  );
}

interface RowProps {
  row: ContactRow;
  index: number;
  selected: boolean;
}

function WideRow({ row, index, selected }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index} selected={selected}>
      <IndexTable.Cell>
        <Link url={`/app/contacts/${row.id}`} dataPrimaryLink monochrome removeUnderline>
          <span className="row-name">{row.name || row.email || t('contacts.anonymous')}</span>
        </Link>
        {row.name && row.email && <p className="row-quiet">{row.email}</p>}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StageTag stage={row.stage} />
        {row.persona && <p className="row-quiet">{row.persona}</p>}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <GroupTag group={row.group} />
      </IndexTable.Cell>
      <NumberCell>{format.number(row.score)}</NumberCell>
      <NumberCell>{format.number(row.orders)}</NumberCell>
      <NumberCell>{format.money(row.spent)}</NumberCell>
      <IndexTable.Cell>
        <p className="row-end row-when">
          <time dateTime={new Date(row.lastSeenAt).toISOString()} title={format.moment(row.lastSeenAt)}>
            {format.ago(row.lastSeenAt)}
          </time>
        </p>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

/** One contact on a phone: who, where, how much, when. */
function NarrowRow({ row, index, selected }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index} selected={selected}>
      <div className="narrow-row">
        <div className="narrow-line">
          <Link url={`/app/contacts/${row.id}`} dataPrimaryLink monochrome removeUnderline>
            <span className="row-name">{row.name || row.email || t('contacts.anonymous')}</span>
          </Link>
          <span className="row-end">{format.money(row.spent)}</span>
        </div>
        <div className="narrow-line">
          <span className="narrow-tags">
            <StageTag stage={row.stage} />
            <GroupTag group={row.group} />
            {row.persona && <span className="row-quiet">{row.persona}</span>}
          </span>
          <span className="row-quiet">{format.ago(row.lastSeenAt)}</span>
        </div>
      </div>
    </IndexTable.Row>
  );
}
