import { BlockStack, Card, Divider, FormLayout, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Draft } from '../../ui/use-draft.ts';
import { TestMail } from './test-mail.tsx';

interface Props {
  draft: Draft<Settings>;
  /** what the test mail would be sent with */
  saved: Settings['sender'];
  errors: Record<string, string>;
}

export function SenderFields({ draft, saved, errors }: Props) {
  const { t } = useTranslation();
  const { sender } = draft.value;
  const wrong = (field: 'address' | 'replyTo') => {
    const error = errors[`sender.${field}`];
    return error ? { error: t(error) } : {};
  };
  const unsaved = JSON.stringify(sender) !== JSON.stringify(saved);
  return (
    <Card>
      <BlockStack gap="400">
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
            {...wrong('address')}
          />
          <TextField
            label={t('settings.replyTo')}
            type="email"
            autoComplete="email"
            helpText={t('settings.replyToHelp')}
            value={sender.replyTo}
            onChange={(replyTo) => draft.change({ sender: { ...sender, replyTo: replyTo.trim() } })}
            {...wrong('replyTo')}
          />
        </FormLayout>
        <Divider />
        <TestMail unsaved={unsaved} />
      </BlockStack>
    </Card>
  );
}
