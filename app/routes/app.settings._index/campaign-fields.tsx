import { Card, Checkbox } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Draft } from '../../ui/use-draft.ts';

/** Whether one person alone may send a campaign. */
export function CampaignFields({ draft }: { draft: Draft<Settings> }) {
  const { t } = useTranslation();
  return (
    <Card>
      <Checkbox
        label={t('campaigns.approvalSetting')}
        helpText={t('campaigns.approvalHelp')}
        checked={draft.value.campaigns.approval}
        onChange={(approval) => draft.change({ campaigns: { approval } })}
      />
    </Card>
  );
}
