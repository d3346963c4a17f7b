import { useNavigate, useSearchParams } from '@remix-run/react';
import { BlockStack, Box, Card, IndexTable, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { StageTag } from '../../ui/pieces/tint-tag.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import type { MemberRow, SegmentView } from '../../ui/views/segment-views.ts';

export function MembersCard({ view }: { view: SegmentView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { rows, next } = view.members;
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
        <IndexTable
          condensed={narrow}
          selectable={false}
          itemCount={rows.length}
          resourceName={{ singular: t('contacts.one'), plural: t('contacts.many') }}
          headings={[
            { title: t('contacts.name') },
            { title: t('contacts.stage') },
            { title: t('contacts.orders'), alignment: 'end' },
            { title: t('contacts.spent'), alignment: 'end' },
            { title: t('segments.since'), alignment: 'end' },
          ]}
          pagination={{
            hasNext: next !== null,
            hasPrevious: params.has('after'),
            onNext: () => next && navigate(`?${new URLSearchParams({ after: next })}`),
            onPrevious: () => navigate(-1),
          }}
        >
          {rows.map((row, index) =>
            narrow ? (
              <NarrowRow key={row.id} row={row} index={index} />
            ) : (
              <WideRow key={row.id} row={row} index={index} />
            ),
          )}
        </IndexTable>
      )}
    </Card>
  );
}

function Name({ row }: { row: MemberRow }) {
  const { t } = useTranslation();
  return (
    <>
      <Link url={`/app/contacts/${row.id}`} dataPrimaryLink monochrome removeUnderline>
        <span className="row-name">{row.name || row.email || t('contacts.anonymous')}</span>
      </Link>
      {row.name && row.email && <p className="row-quiet">{row.email}</p>}
    </>
  );
}

function WideRow({ row, index }: { row: MemberRow; index: number }) {
  const format = useFormat();
  const cells = [format.number(row.orders), format.money(row.spent), format.day(row.joinedAt)];
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StageTag stage={row.stage} />
      </IndexTable.Cell>
      {cells.map((text, cell) => (
        // oxlint-disable-next-line react/no-array-index-key -- three cells in their order
        <IndexTable.Cell key={cell}>
          <Text as="span" alignment="end" numeric>
            {text}
          </Text>
        </IndexTable.Cell>
      ))}
    </IndexTable.Row>
  );
}

function NarrowRow({ row, index }: { row: MemberRow; index: number }) {
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
          <Text as="span" tone="subdued">
            {t('segments.sinceShort', { day: format.day(row.joinedAt), amount: format.money(row.spent) })}
          </Text>
        </BlockStack>
      </div>
    </IndexTable.Row>
  );
}
