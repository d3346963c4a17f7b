import { IndexTable } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { NameLink } from '../../ui/pieces/name-link.tsx';
import { NumberCell } from '../../ui/pieces/number-cell.tsx';
import { TickRow } from '../../ui/pieces/tick-row.tsx';
import { TickTable } from '../../ui/pieces/tick-table.tsx';
import { type Ticks, useTicks } from '../../ui/pieces/ticks.ts';
import { GroupTag, StageTag } from '../../ui/pieces/tint-tag.tsx';
import type { ContactRow } from '../../ui/views/contact-views.ts';

export function ContactTable(props: {
  rows: ContactRow[];
  pagination: { hasNext: boolean; hasPrevious: boolean; onNext: () => void; onPrevious: () => void };
  ticks: Ticks;
}) {
  const { t } = useTranslation();
  return (
    <TickTable
      of="contacts"
      count={props.rows.length}
      ticks={props.ticks}
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
      {(narrow) =>
        props.rows.map((row, index) =>
          narrow ? (
            <NarrowRow key={row.id} row={row} index={index} />
          ) : (
            <WideRow key={row.id} row={row} index={index} />
          ),
        )
      }
    </TickTable>
  );
}

interface RowProps {
  row: ContactRow;
  index: number;
}

function WideRow({ row, index }: RowProps) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const { selected } = useTicks();
  const name = row.name || row.email || t('contacts.anonymous');
  return (
    <IndexTable.Row
      id={row.id}
      position={index}
      selected={selected.includes(row.id)}
      accessibilityLabel={t('ticks.one', { name })}
    >
      <IndexTable.Cell>
        <NameLink url={`/app/contacts/${row.id}`} name={name} />
        {row.email && row.email !== name && <p className="row-quiet">{row.email}</p>}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StageTag stage={row.stage} />
        {row.persona && <p className="row-quiet">{say(row.persona)}</p>}
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
function NarrowRow({ row, index }: RowProps) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const name = row.name || row.email || t('contacts.anonymous');
  return (
    <TickRow id={row.id} index={index} name={name}>
      <div className="narrow-line">
        <NameLink url={`/app/contacts/${row.id}`} name={name} />
        <span className="row-end">{format.money(row.spent)}</span>
      </div>
      <div className="narrow-line">
        <span className="narrow-tags">
          <StageTag stage={row.stage} />
          <GroupTag group={row.group} />
          {row.persona && <span className="row-quiet">{say(row.persona)}</span>}
        </span>
        <span className="row-quiet">{format.ago(row.lastSeenAt)}</span>
      </div>
    </TickRow>
  );
}
