import { Card, Checkbox } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Draft } from '../../ui/use-draft.ts';

/** Whether it may be known that a mail was opened. */
export function MailFields({ draft }: { draft: Draft<Settings> }) {
  const { t } = useTranslation();
  const { mail } = draft.value;
  return (
    <Card>
      <Checkbox
        label={t('settings.opens')}
        helpText={t('settings.opensHelp')}
        checked={mail.opens}
        onChange={(opens) => draft.change({ mail: { ...mail, opens } })}
      />
    </Card>
  );
}
