import { BlockStack, Button, Card, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { MovesTable } from '../../ui/pieces/moves-table.tsx';
import type { RfmView } from '../../ui/views/rfm-views.ts';

const SHOWN = 8;

/** Who went where since last week, the most first; and whether Shopify sees the groups alike. */
export function Movements({ view }: { view: RfmView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { moves, shopify } = view;
  const shown = all ? moves : moves.slice(0, SHOWN);
  return (
    <BlockStack gap="400">
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t('rfm.moves')}
            </Text>
            <Text as="p" tone="subdued">
              {moves.length === 0 ? t('rfm.movesNone', { count: view.days }) : t('rfm.movesText', { count: view.days })}
            </Text>
          </BlockStack>
          {moves.length > 0 && <MovesTable moves={shown} />}
          {moves.length > SHOWN && (
            <Button variant="plain" textAlign="left" onClick={() => setAll(!all)} ariaExpanded={all}>
              {all ? t('rfm.movesLess') : t('rfm.movesAll', { count: moves.length })}
            </Button>
          )}
        </BlockStack>
      </Card>
      {shopify.named > 0 && (
        <Card padding={{ xs: '400', md: '500' }}>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t('rfm.shopify')}
            </Text>
            <Text as="p">
              {t('rfm.shopifyText', {
                count: shopify.named,
                number: format.number(shopify.named),
                agreed: format.number(shopify.agreed),
                share: format.percent(shopify.agreed / shopify.named),
              })}
            </Text>
            {shopify.agreed < shopify.named && (
              <>
                <Text as="p" tone="subdued">
                  {t('rfm.shopifyWhy')}
                </Text>
                <Link url="/app/contacts/rfm/shopify">{t('rfm.differ.link')}</Link>
              </>
            )}
          </BlockStack>
        </Card>
      )}
    </BlockStack>
  );
}
