import { BlockStack, Box, Button, Card, IndexTable, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { NameLink } from '../../ui/pieces/name-link.tsx';
import { NumberCell } from '../../ui/pieces/number-cell.tsx';
import { RowsTable } from '../../ui/pieces/rows-table.tsx';
import { SegmentWhy } from '../../ui/pieces/segment-why.tsx';
import { StageTag } from '../../ui/pieces/tint-tag.tsx';
import { Why } from '../../ui/pieces/why.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useSegmentHand } from '../../ui/use-segment-hand.ts';
import type { MemberRow, SegmentView } from '../../ui/views/segment-views.ts';

export function MembersCard({ view }: { view: SegmentView }) {
  const { t } = useTranslation();
  const { rows, next } = view.members;
  const pages = usePages(next);
  const format = useFormat();
  const hand = useSegmentHand();
  return (
    <Card padding="0">
      <Box padding={{ xs: '400', md: '500' }} paddingBlockEnd={{ xs: '200', md: '200' }}>
        <Text as="h2" variant="headingMd">
          {t('segments.members', { count: view.count, number: format.number(view.count) })}
        </Text>
      </Box>
      {rows.length === 0 ? (
        <Box padding={{ xs: '400', md: '500' }} paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t(view.state === 'standing' ? 'segments.nobody' : 'segments.nobodyYet')}
          </Text>
        </Box>
      ) : (
        <RowsTable
          of="contacts"
          count={rows.length}
          headings={[
            { title: t('contacts.name') },
            { title: t('contacts.stage') },
            { title: t('contacts.orders'), end: true },
            { title: t('contacts.spent'), end: true },
            { title: t('segments.since'), end: true },
          ]}
          pagination={pages}
        >
          {(narrow) => {
            const Row = narrow ? NarrowRow : WideRow;
            return rows.map((row, index) => (
              <Row key={row.id} row={row} index={index}>
                <Deeds row={row} view={view} hand={hand} />
              </Row>
            ));
          }}
        </RowsTable>
      )}
    </Card>
  );
}

const nameOf = ({ name, email }: MemberRow) => name || email;

interface DeedsProps {
  row: MemberRow;
  view: SegmentView;
  hand: ReturnType<typeof useSegmentHand>;
}

/** Why she is in it; and the way out of a segment that is filled by hand. */
function Deeds({ row, view, hand }: DeedsProps) {
  const { t } = useTranslation();
  const name = nameOf(row) || t('contacts.anonymous');
  return (
    // a press elsewhere in the row opens the contact
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- keeps presses of the buttons inside from the row
    <span className="member-deeds" onClick={(event) => event.stopPropagation()}>
      <Why of={name} align="right">
        <SegmentWhy segment={view.id} contact={row.id} />
      </Why>
      {view.kind === 'static' && (
        <Button
          variant="plain"
          disabled={hand.busy}
          onClick={() => hand.put(row.id, view, false)}
          accessibilityLabel={t('segments.takeOutNamed', { name })}
        >
          {t('segments.takeOut')}
        </Button>
      )}
    </span>
  );
}

function Name({ row }: { row: MemberRow }) {
  const { t } = useTranslation();
  return (
    <>
      <NameLink url={`/app/contacts/${row.id}`} name={nameOf(row) || t('contacts.anonymous')} />
      {row.name && row.email && (
        <p className="row-quiet member-address" title={row.email}>
          {row.email}
        </p>
      )}
    </>
  );
}

interface RowProps {
  row: MemberRow;
  index: number;
  children: JSX.Element;
}

function WideRow({ row, index, children }: RowProps) {
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StageTag stage={row.stage} />
      </IndexTable.Cell>
      <NumberCell>{format.number(row.orders)}</NumberCell>
      <NumberCell>{format.money(row.spent)}</NumberCell>
      <IndexTable.Cell>
        <p className="row-end">{format.day(row.joinedAt)}</p>
        {children}
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

function NarrowRow({ row, index, children }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <div className="narrow-row">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <div>
              <Name row={row} />
            </div>
            <StageTag stage={row.stage} />
          </InlineStack>
          <div className="narrow-line">
            <span className="row-quiet">
              {t('segments.sinceShort', { day: format.day(row.joinedAt), amount: format.money(row.spent) })}
            </span>
            {children}
          </div>
        </BlockStack>
      </div>
    </IndexTable.Row>
  );
}
