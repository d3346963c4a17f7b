import { Badge, IndexTable, InlineStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { NameLink } from '../../ui/pieces/name-link.tsx';
import { NarrowRow } from '../../ui/pieces/narrow-row.tsx';
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
        const Row = narrow ? NarrowLine : WideLine;
        return rows.map((row, index) => <Row key={row.id} row={row} index={index} />);
      }}
    </RowsTable>
  );
}

const Name = ({ row }: { row: SocialRow }) => <NameLink url={`/app/campaigns/social/${row.id}`} name={row.name} />;

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

function WideLine({ row, index }: { row: SocialRow; index: number }) {
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

function NarrowLine({ row, index }: { row: SocialRow; index: number }) {
  const format = useFormat();
  return (
    <NarrowRow
      id={row.id}
      index={index}
      name={<Name row={row} />}
      state={<State row={row} />}
      told={[row.at === null ? null : format.moment(row.at)]}
    >
      <Networks row={row} />
    </NarrowRow>
  );
}
