import { IndexTable } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { GroupedContact } from '../views/rfm-views.ts';
import { NameLink } from './name-link.tsx';
import { RowsTable } from './rows-table.tsx';
import { GroupTag } from './tint-tag.tsx';

interface Props<Row extends GroupedContact> {
  rows: Row[];
  /** a group besides the one where they stand now, with its heading, and whose it is in a word; null for none */
  other: { heading: string; short: string; of: (row: Row) => string } | null;
  pagination: { hasNext: boolean; hasPrevious: boolean; onNext: () => void; onPrevious: () => void };
}

/** Contacts with their group now, what they bought, and when last. */
export function GroupedContacts<Row extends GroupedContact>({ rows, other, pagination }: Props<Row>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <RowsTable
      of="contacts"
      count={rows.length}
      headings={[
        { title: t('contacts.name') },
        { title: t('rfm.now') },
        ...(other ? [{ title: other.heading }] : []),
        { title: t('contacts.orders'), end: true },
        { title: t('contacts.spent'), end: true },
        { title: t('rfm.lastOrder'), end: true },
      ]}
      pagination={pagination}
    >
      {(narrow) =>
        rows.map((row, index) => {
          const name = (
            <NameLink url={`/app/contacts/${row.id}`} name={row.name || row.email || t('contacts.anonymous')} />
          );
          const when = row.lastOrderAt === null ? '–' : format.day(row.lastOrderAt);
          return narrow ? (
            <IndexTable.Row key={row.id} id={row.id} position={index}>
              <div className="narrow-row">
                <div className="narrow-line">
                  {name}
                  <span className="row-end">{format.money(row.spent, row.currency)}</span>
                </div>
                <div className="narrow-line">
                  <span className="narrow-tags">
                    <GroupTag group={row.group} />
                    {other && (
                      <>
                        <span className="row-quiet">{other.short}:</span>
                        <GroupTag group={other.of(row)} />
                      </>
                    )}
                  </span>
                  <span className="row-quiet">{when}</span>
                </div>
              </div>
            </IndexTable.Row>
          ) : (
            <IndexTable.Row key={row.id} id={row.id} position={index}>
              <IndexTable.Cell>
                {name}
                {row.name && row.email && <p className="row-quiet">{row.email}</p>}
              </IndexTable.Cell>
              <IndexTable.Cell>
                <GroupTag group={row.group} />
              </IndexTable.Cell>
              {other && (
                <IndexTable.Cell>
                  <GroupTag group={other.of(row)} />
                </IndexTable.Cell>
              )}
              <IndexTable.Cell>
                <p className="row-end">{format.number(row.orders)}</p>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <p className="row-end">{format.money(row.spent, row.currency)}</p>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <p className="row-end">{when}</p>
              </IndexTable.Cell>
            </IndexTable.Row>
          );
        })
      }
    </RowsTable>
  );
}
