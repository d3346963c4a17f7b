import { useSearchParams, type useFetcher } from '@remix-run/react';
import { BlockStack, Box, Card, Link, Pagination, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { SUPPRESSION_SHOWS, type SuppressionsView, type SuppressionShow } from '../../ui/views/suppression-views.ts';
import type { SuppressionAnswer } from './answer.ts';
import { ListedRow } from './listed-row.tsx';

interface Props {
  view: SuppressionsView;
  fetcher: ReturnType<typeof useFetcher<SuppressionAnswer>>;
  remove: (body: object) => void;
}

/** The list, whoever unsubscribed, or what people changed: one at a time. */
export function ListCard({ view, fetcher, remove }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [params, setParams] = useSearchParams();
  const { counts, show, next } = view;
  const { unsubscribed, ...ofList } = counts;
  const countOf: Record<SuppressionShow, number | null> = {
    ...counts,
    all: Object.values(ofList).reduce((sum, count) => sum + count, 0),
    unsubscribed,
    changes: null,
  };
  const go = (to: { show?: SuppressionShow; after?: string | null }) =>
    setParams((before) => {
      const asked = new URLSearchParams(before);
      asked.delete('after');
      if (to.show) asked.set('show', to.show);
      if (to.after) asked.set('after', to.after);
      return asked;
    });
  const isEmpty = view.listed.length + view.unsubscribed.length + view.changes.length === 0;
  return (
    <Card padding="0">
      <Box padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="200">
          <Select
            label={t('suppressions.show')}
            value={show}
            options={SUPPRESSION_SHOWS.map((value) => {
              const count = countOf[value];
              const name = t(`suppressions.shows.${value}`);
              return { value, label: count === null ? name : `${name} (${format.number(count)})` };
            })}
            onChange={(value) => go({ show: SUPPRESSION_SHOWS.find((one) => one === value) ?? 'all' })}
          />
          <Text as="p" tone="subdued">
            {t(`suppressions.about.${show}`)}
          </Text>
        </BlockStack>
      </Box>
      {isEmpty && (
        <Box padding={{ xs: '400', md: '500' }} paddingBlockStart="0">
          <Text as="p">{t(show === 'all' ? 'suppressions.empty' : 'suppressions.emptyKind')}</Text>
        </Box>
      )}
      <ul className="suppressions">
        {view.listed.map((row) => (
          <ListedRow key={row.id} row={row} fetcher={fetcher} remove={remove} />
        ))}
        {view.unsubscribed.map((row) => (
          <li key={row.contact}>
            <div className="narrow-line">
              <Link url={`/app/contacts/${row.contact}`} removeUnderline>
                <span className="break-anywhere">{row.address}</span>
              </Link>
              <span className="row-quiet">{row.at !== null && format.day(row.at)}</span>
            </div>
            <p className="row-quiet">
              {row.source &&
                t(`consentSource.${row.source.split(':', 1)[0]}`, {
                  defaultValue: row.source,
                })}
            </p>
          </li>
        ))}
        {view.changes.map((row) => (
          <li key={row.id}>
            <div className="narrow-line">
              <span className="break-anywhere row-name">{row.address ?? t('suppressions.fingerprint')}</span>
              <span className="row-quiet">{format.moment(row.at)}</span>
            </div>
            <p className="break-anywhere">
              {t(`suppressions.deed.${row.deed}`, { kind: t(`suppressions.kind.${row.kind}`) })}
              {row.note && `: ${row.note}`}
              {!row.note && row.address !== null && `: ${t('suppressions.asUndo')}`}
            </p>
            <p className="row-quiet">{t('suppressions.by', { who: row.who.replace('user:', '') })}</p>
          </li>
        ))}
      </ul>
      {(next !== null || params.has('after')) && (
        <Box padding="300">
          <Pagination
            hasPrevious={params.has('after')}
            onPrevious={() => go({ after: null })}
            previousTooltip={t('deliveries.newest')}
            hasNext={next !== null}
            onNext={() => go({ after: next })}
          />
        </Box>
      )}
    </Card>
  );
}
