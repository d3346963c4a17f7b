import { BlockStack, Button, Card, Collapsible, InlineStack, Text } from '@shopify/polaris';
import { useId, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { HomeView } from '../../ui/views/home-views.ts';

/** Is it working, what did it bring: one sentence, with the rule behind its number one click away. */
export function RecoveredSentence({ view }: { view: HomeView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const rule = useId();
  const { amount, carts, days, previousAmount, windowDays } = view.recovered;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="200">
        <h1 className="headline">
          {carts > 0 ? (
            <Trans
              i18nKey="home.recovered"
              count={carts}
              values={{ days, carts: format.number(carts), amount: format.money(amount) }}
              components={{ won: <span className="money-won nowrap" /> }}
            />
          ) : (
            t('home.nothingYet', { count: days })
          )}
        </h1>
        <InlineStack gap="400" blockAlign="center">
          <Text as="p" tone="subdued">
            {carts > 0 || previousAmount > 0
              ? t('home.before', { count: days, amount: format.money(previousAmount) })
              : t(view.setup.recoveryOn ? 'home.nothingWait' : 'home.nothingOff')}
          </Text>
          <Button variant="plain" onClick={() => setOpen(!open)} ariaExpanded={open} ariaControls={rule}>
            {t('home.howCounted')}
          </Button>
        </InlineStack>
        <Collapsible id={rule} open={open}>
          <Text as="p">{t('home.rule', { count: windowDays })}</Text>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
