import { useSearchParams } from '@remix-run/react';
import { BlockStack, Box, Card, IndexTable, Pagination, Text, useIndexResourceState } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { TickRow } from '../../ui/pieces/tick-row.tsx';
import { TickTable } from '../../ui/pieces/tick-table.tsx';
import { useTicks } from '../../ui/pieces/ticks.ts';
import type { AttentionRow } from '../../ui/views/delivery-views.ts';
import { useReasonWords } from './use-reason-words.ts';

/** Deliveries that could not be applied, each with its reason; they are kept until someone decides. */
export function AttentionTable(props: {
  rows: AttentionRow[];
  /** behind these rows */
  next: string | null;
  busy: boolean;
  replay: (ids: string[]) => void;
  discard: (ids: string[]) => void;
}) {
  const { t } = useTranslation();
  const { rows, next } = props;
  const [asked, ask] = useSearchParams();
  const go = (after: string | null) =>
    ask((before) => {
      const params = new URLSearchParams(before);
      if (after === null) params.delete('after');
      else params.set('after', after);
      return params;
    });
  const state = useIndexResourceState(rows.map(({ id }) => ({ id })));
  const act = (run: (ids: string[]) => void) => () => {
    run(state.selectedResources);
    state.clearSelection();
  };
  return (
    <Card padding="0">
      <Box padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('deliveries.needsAttention')}
          </Text>
          <Text as="p" tone="subdued">
            {t(rows.length === 0 ? 'deliveries.attentionEmpty' : 'deliveries.attentionText')}
          </Text>
        </BlockStack>
      </Box>
      {rows.length > 0 && (
        <TickTable
          of="deliveries"
          count={rows.length}
          loading={props.busy}
          ticks={{
            selected: state.selectedResources,
            everything: false,
            change: state.handleSelectionChange,
            actions: [
              { content: t('deliveries.replay'), onAction: act(props.replay) },
              { content: t('deliveries.discard'), onAction: act(props.discard) },
            ],
          }}
          headings={[
            { title: t('deliveries.topic') },
            { title: t('deliveries.reason') },
            { title: t('deliveries.attempts'), alignment: 'end' },
            { title: t('deliveries.received'), alignment: 'end' },
          ]}
        >
          {(narrow) => rows.map((row, index) => <Row key={row.id} row={row} index={index} narrow={narrow} />)}
        </TickTable>
      )}
      {(next !== null || asked.has('after')) && (
        <Box padding="300">
          <Pagination
            hasPrevious={asked.has('after')}
            onPrevious={() => go(null)}
            previousTooltip={t('deliveries.newest')}
            hasNext={next !== null}
            onNext={() => go(next)}
          />
        </Box>
      )}
    </Card>
  );
}

function Row({ row, index, narrow }: { row: AttentionRow; index: number; narrow: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useReasonWords();
  const { selected } = useTicks();
  const when = <time title={format.moment(row.receivedAt)}>{format.ago(row.receivedAt)}</time>;
  if (narrow) {
    return (
      <TickRow id={row.id} index={index} name={row.topic}>
        <div className="narrow-line">
          <span className="topic">{row.topic}</span>
          <Text as="span" tone="subdued" variant="bodySm">
            {when}
          </Text>
        </div>
        <p className="break-anywhere">{words(row.reason)}</p>
      </TickRow>
    );
  }
  return (
    <IndexTable.Row
      id={row.id}
      position={index}
      selected={selected.includes(row.id)}
      accessibilityLabel={t('ticks.one', { name: row.topic })}
    >
      <IndexTable.Cell>
        <span className="topic">{row.topic}</span>
      </IndexTable.Cell>
      <IndexTable.Cell className="reason-cell">{words(row.reason)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          {format.number(row.attempts)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" tone="subdued">
          {when}
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}
