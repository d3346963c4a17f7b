import { IndexTable, InlineStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import { CampaignState } from '../../ui/pieces/campaign-state.tsx';
import { NameLink } from '../../ui/pieces/name-link.tsx';
import { NarrowRow } from '../../ui/pieces/narrow-row.tsx';
import { NumberCell } from '../../ui/pieces/number-cell.tsx';
import { RowsTable } from '../../ui/pieces/rows-table.tsx';
import type { CampaignRow } from '../../ui/views/campaign-views.ts';

export function CampaignTable({ rows }: { rows: CampaignRow[] }) {
  const { t } = useTranslation();
  return (
    <RowsTable
      of="campaigns"
      count={rows.length}
      headings={[
        { title: t('campaigns.name') },
        { title: t('campaigns.stateTitle') },
        { title: t('campaigns.when') },
        { title: t('campaigns.audience'), end: true },
        { title: t('campaigns.submitted'), end: true },
        { title: t('campaigns.revenue'), end: true },
      ]}
    >
      {(narrow) => {
        const Row = narrow ? NarrowLine : WideLine;
        return rows.map((row, index) => <Row key={row.id} row={row} index={index} />);
      }}
    </RowsTable>
  );
}

function Name({ row }: { row: CampaignRow }) {
  return (
    <InlineStack gap="200" blockAlign="center">
      <NameLink url={`/app/campaigns/${row.id}`} name={row.name} />
      <ChannelBadge channel={row.channel} />
    </InlineStack>
  );
}

function WideLine({ row, index }: { row: CampaignRow; index: number }) {
  const format = useFormat();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <CampaignState state={row.state} />
      </IndexTable.Cell>
      <IndexTable.Cell>{row.at === null ? '–' : format.moment(row.at)}</IndexTable.Cell>
      <NumberCell>{row.audience === null ? '–' : format.number(row.audience)}</NumberCell>
      <NumberCell>{row.audience === null ? '–' : format.number(row.submitted)}</NumberCell>
      <NumberCell>{row.orders === 0 ? '–' : format.money(row.revenue)}</NumberCell>
    </IndexTable.Row>
  );
}

function NarrowLine({ row, index }: { row: CampaignRow; index: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sent = { sent: format.number(row.submitted), all: format.number(row.audience ?? 0) };
  return (
    <NarrowRow
      id={row.id}
      index={index}
      name={<Name row={row} />}
      state={<CampaignState state={row.state} />}
      told={[
        row.at === null ? null : format.moment(row.at),
        row.audience === null ? null : t('campaigns.sentOf', sent),
        row.orders === 0 ? null : format.money(row.revenue),
      ]}
    />
  );
}
