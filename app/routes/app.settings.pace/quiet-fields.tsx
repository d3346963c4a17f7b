import { BlockStack, Card, Checkbox, ChoiceList, InlineGrid, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PaceSettings } from '../../shop/settings/pace.ts';

type Quiet = PaceSettings['quiet'];

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

/** From which hour to which nobody is written to, and by whose clock. */
export function QuietFields({ quiet, change }: { quiet: Quiet; change: (quiet: Quiet) => void }) {
  const { t } = useTranslation();
  const hour = (end: 'from' | 'to') => (
    <Select
      label={t(`pace.${end}`)}
      options={HOURS}
      value={String(quiet[end])}
      onChange={(value) => change({ ...quiet, [end]: Number(value) })}
    />
  );
  return (
    <Card>
      <BlockStack gap="400">
        <Checkbox label={t('pace.quietOn')} checked={quiet.on} onChange={(on) => change({ ...quiet, on })} />
        {quiet.on && (
          <>
            <InlineGrid columns={2} gap="300">
              {hour('from')}
              {hour('to')}
            </InlineGrid>
            {quiet.from === quiet.to && (
              <Text as="p" tone="subdued">
                {t('pace.never')}
              </Text>
            )}
            <ChoiceList
              title={t('pace.clock')}
              choices={(['contact', 'shop'] as const).map((zone) => ({
                value: zone,
                label: t(`pace.zone.${zone}`),
                helpText: t(`pace.zone.${zone}Help`),
              }))}
              selected={[quiet.zone]}
              onChange={([zone]) => change({ ...quiet, zone: zone === 'shop' ? 'shop' : 'contact' })}
            />
          </>
        )}
      </BlockStack>
    </Card>
  );
}
