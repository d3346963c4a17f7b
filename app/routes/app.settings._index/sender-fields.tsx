import { Card, FormLayout, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Draft } from '../../ui/use-draft.ts';

export function SenderFields({ draft, errors }: { draft: Draft<Settings>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  const { sender } = draft.value;
  const wrong = errors['sender.address'];
  return (
    <Card>
      <FormLayout>
        <TextField
          label={t('settings.senderName')}
          autoComplete="organization"
          maxLength={100}
          value={sender.name}
          onChange={(name) => draft.change({ sender: { ...sender, name } })}
        />
        <TextField
          label={t('settings.senderAddress')}
          type="email"
          autoComplete="email"
          helpText={t('settings.senderHelp')}
          value={sender.address}
          onChange={(address) => draft.change({ sender: { ...sender, address: address.trim() } })}
          {...(wrong ? { error: t(wrong) } : {})}
        />
      </FormLayout>
    </Card>
  );
}
