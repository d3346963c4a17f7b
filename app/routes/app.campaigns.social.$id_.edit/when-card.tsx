import { BlockStack, Card, ChoiceList, FormLayout, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { SocialEdit } from '../../ui/views/social-views.ts';

interface Props {
  when: string | null;
  edit: SocialEdit;
  change: (when: string | null) => void;
}

/** The day, and the hour of every variant that has none of its own. */
export function WhenCard({ when, edit, change }: Props) {
  const { t } = useTranslation();
  const wall = when ?? edit.tomorrow;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('campaigns.when')}
        </Text>
        <ChoiceList
          title={t('campaigns.when')}
          titleHidden
          choices={[
            { value: 'now', label: t('social.asReleased') },
            { value: 'at', label: t('social.atTime'), helpText: t('social.zone', { zone: edit.zone }) },
          ]}
          selected={[when === null ? 'now' : 'at']}
          onChange={([kind]) => change(kind === 'at' ? wall : null)}
        />
        {when !== null && (
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label={t('campaigns.day')}
                type="date"
                autoComplete="off"
                value={wall.slice(0, 10)}
                onChange={(day) => day && change(`${day}T${wall.slice(11)}`)}
              />
              <TextField
                label={t('campaigns.hour')}
                type="time"
                autoComplete="off"
                value={wall.slice(11)}
                onChange={(hour) => hour && change(`${wall.slice(0, 10)}T${hour.slice(0, 5)}`)}
              />
            </FormLayout.Group>
          </FormLayout>
        )}
      </BlockStack>
    </Card>
  );
}
