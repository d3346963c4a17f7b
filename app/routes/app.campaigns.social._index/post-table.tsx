import { Badge, BlockStack, IndexTable, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { NetworkBadge } from '../../ui/pieces/network-badge.tsx';
import { NumberCell } from '../../ui/pieces/number-cell.tsx';
import { PostState } from '../../ui/pieces/post-state.tsx';
import { RowsTable } from '../../ui/pieces/rows-table.tsx';
import type { SocialRow } from '../../ui/views/social-views.ts';

export function PostTable({ rows }: { rows: SocialRow[] }) {
  const { t } = useTranslation();
  return (
    <RowsTable
      of="social"
      count={rows.length}
      headings={[
        { title: t('campaigns.name') },
        { title: t('campaigns.stateTitle') },
        { title: t('campaigns.when') },
        { title: t('social.where') },
        { title: t('social.published'), end: true },
      ]}
    >
      {(narrow) => {
        const Row = narrow ? NarrowRow : WideRow;
        return rows.map((row, index) => <Row key={row.id} row={row} index={index} />);
      }}
    </RowsTable>
  );
}

function Name({ row }: { row: SocialRow }) {
  return (
    <Link url={`/app/campaigns/social/${row.id}`} dataPrimaryLink monochrome removeUnderline>
      <span className="row-name">{row.name}</span>
    </Link>
  );
}

function State({ row }: { row: SocialRow }) {
  const { t } = useTranslation();
  return (
    <InlineStack gap="100">
      <PostState state={row.state} />
      {row.attention > 0 && <Badge tone="critical">{t('social.attention', { count: row.attention })}</Badge>}
    </InlineStack>
  );
}

function Networks({ row }: { row: SocialRow }) {
  return (
    <InlineStack gap="100">
      {row.networks.map((network) => (
        <NetworkBadge key={network} network={network} />
      ))}
    </InlineStack>
  );
}

function WideRow({ row, index }: { row: SocialRow; index: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <State row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{row.at === null ? '–' : format.moment(row.at)}</IndexTable.Cell>
      <IndexTable.Cell>{row.networks.length === 0 ? '–' : <Networks row={row} />}</IndexTable.Cell>
      <NumberCell>
        {row.state === 'draft' ? '–' : t('social.ofAll', { some: row.published, all: row.variants })}
      </NumberCell>
    </IndexTable.Row>
  );
}

function NarrowRow({ row, index }: { row: SocialRow; index: number }) {
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <div className="narrow-row">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Name row={row} />
            <State row={row} />
          </InlineStack>
          {row.at !== null && (
            <Text as="span" tone="subdued">
              {format.moment(row.at)}
            </Text>
          )}
          <Networks row={row} />
        </BlockStack>
      </div>
    </IndexTable.Row>
  );
}
