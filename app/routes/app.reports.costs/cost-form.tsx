import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, FormLayout, InlineStack, Select, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COST_KINDS, COST_PER, type CostLine } from '../../learn/costs/cost-line.ts';
import { toMajorText } from '../../platform/money.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { CostsView, TypedCost } from '../../ui/views/report-views.ts';

interface Props extends Pick<CostsView, 'campaigns' | 'today'> {
  line?: CostLine;
  close: () => void;
}

/** Tells of a cost, or changes what was told. */
export function CostForm({ line, campaigns, today, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const [cost, setCost] = useState<TypedCost>(() => typedOf(line, today));
  const isSaved = fetcher.state === 'idle' && fetcher.data?.ok === true;
  useEffect(() => {
    if (isSaved) close();
  }, [isSaved, close]);
  const change = (changes: Partial<TypedCost>) => setCost({ ...cost, ...changes });
  const { kind, per, campaign, firstDay, lastDay } = cost;
  const errorOf = (field: string) => {
    const error = fetcher.data?.errors?.[field];
    return error ? { error: t(error) } : {};
  };
  const save = () =>
    fetcher.submit(JSON.stringify({ id: line?.id ?? null, cost }), { method: 'post', encType: 'application/json' });
  const setPer = (next: (typeof COST_PER)[number]) =>
    change({
      per: next,
      campaign: next === 'campaign' ? (campaigns[0]?.id ?? null) : null,
      lastDay: next === 'days' ? (lastDay ?? today) : null,
    });
  // what is of a campaign that is not offered any more stays with it
  const isOffered = campaign === null || campaigns.some(({ id }) => id === campaign);
  const offered = isOffered ? campaigns : [...campaigns, { id: campaign, name: t('report.gone.campaign') }];
  const pers = COST_PER.filter((one) => one !== 'campaign' || offered.length > 0);
  return (
    <Card>
      <BlockStack gap="400">
        <FormLayout>
          <FormLayout.Group>
            <Select
              label={t('costs.what')}
              options={COST_KINDS.map((value) => ({ value, label: t(`costs.kind.${value}`) }))}
              value={kind}
              onChange={(value) => change({ kind: COST_KINDS.find((one) => one === value) ?? 'other' })}
              {...(kind === 'discount' && { helpText: t('costs.discountHelp') })}
            />
            <Select
              label={t('costs.per')}
              options={pers.map((value) => ({ value, label: t(`costs.pers.${value}`) }))}
              value={per}
              onChange={(value) => setPer(COST_PER.find((one) => one === value) ?? 'days')}
              helpText={t(`costs.perHelp.${per}`)}
            />
          </FormLayout.Group>
          <FormLayout.Group>
            <TextField
              label={t('costs.amount')}
              value={cost.amount}
              onChange={(amount) => change({ amount })}
              suffix={format.currency}
              inputMode="decimal"
              autoComplete="off"
              {...errorOf('amount')}
            />
            {per === 'campaign' && (
              <Select
                label={t('costs.campaign')}
                options={offered.map(({ id, name }) => ({ value: id, label: name }))}
                value={campaign ?? ''}
                onChange={(value) => change({ campaign: value })}
                {...errorOf('campaign')}
              />
            )}
          </FormLayout.Group>
          <FormLayout.Group>
            <TextField
              label={per === 'campaign' ? t('costs.day') : t('report.from')}
              type="date"
              value={firstDay}
              onChange={(value) => change({ firstDay: value })}
              autoComplete="off"
              {...errorOf('firstDay')}
            />
            {per !== 'campaign' && (
              <TextField
                label={per === 'thousand' ? t('costs.toOpen') : t('report.to')}
                type="date"
                value={lastDay ?? ''}
                min={firstDay}
                onChange={(value) => change({ lastDay: value === '' ? null : value })}
                autoComplete="off"
              />
            )}
          </FormLayout.Group>
          <TextField
            label={t('costs.note')}
            value={cost.note}
            onChange={(note) => change({ note })}
            maxLength={200}
            autoComplete="off"
          />
        </FormLayout>
        <InlineStack gap="200">
          <Button variant="primary" onClick={save} loading={fetcher.state !== 'idle'}>
            {t('word.save')}
          </Button>
          <Button onClick={close}>{t('word.discard')}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function typedOf(line: CostLine | undefined, today: string): TypedCost {
  if (!line) {
    const month = `${today.slice(0, 8)}01`;
    return { kind: 'provider', per: 'days', amount: '', campaign: null, firstDay: month, lastDay: today, note: '' };
  }
  const { kind, per, amount, currency, campaign, firstDay, lastDay, note } = line;
  return { kind, per, amount: toMajorText(amount, currency), campaign, firstDay, lastDay, note };
}
