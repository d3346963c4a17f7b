import { BlockStack, Card, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Bands } from '../../understand/scoring/bands.ts';
import type { Draft } from '../../ui/use-draft.ts';

/** From how many points on somebody is warm, and hot. */
export function BandFields({ draft, errors }: { draft: Draft<Bands>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('scoring.bands')}
        </Text>
        <Text as="p" tone="subdued">
          {t('scoring.bandsText')}
        </Text>
        {(['warm', 'hot'] as const).map((band) => (
          <TextField
            key={band}
            label={t(`scoring.from.${band}`)}
            type="number"
            autoComplete="off"
            suffix={t('settings.points')}
            value={Number.isNaN(draft.value[band]) ? '' : String(draft.value[band])}
            onChange={(text) => draft.change({ [band]: text === '' ? Number.NaN : Math.round(Number(text)) })}
            {...(errors[band] ? { error: t('scoring.bandsWrong') } : {})}
          />
        ))}
      </BlockStack>
    </Card>
  );
}
