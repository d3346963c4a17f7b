import { Card, FormLayout, Link, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../ui/use-draft.ts';
import type { SenderDraft } from '../../ui/views/mail-sender-views.ts';

interface Props {
  draft: Draft<SenderDraft>;
  /** the shop's own, which stands in the settings */
  own: boolean;
  errors: Record<string, string>;
}

/** Who the mails come from. */
export function WhoFields({ draft, own, errors }: Props) {
  const { t } = useTranslation();
  const { value, change } = draft;
  const wrong = (field: string) => (errors[field] ? { error: t(errors[field]) } : {});
  if (own) {
    return (
      <Card>
        <Text as="p">
          {t('mailSender.ownText')} <Link url="/app/settings">{t('mailSender.ownLink')}</Link>
        </Text>
      </Card>
    );
  }
  return (
    <Card>
      <FormLayout>
        <TextField
          label={t('settings.senderName')}
          autoComplete="organization"
          maxLength={100}
          helpText={t('mailSender.nameHelp')}
          value={value.name}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={t('settings.senderAddress')}
          type="email"
          autoComplete="email"
          requiredIndicator
          value={value.address}
          onChange={(address) => change({ address: address.trim() })}
          {...wrong('address')}
        />
        <TextField
          label={t('settings.replyTo')}
          type="email"
          autoComplete="email"
          helpText={t('settings.replyToHelp')}
          value={value.replyTo}
          onChange={(replyTo) => change({ replyTo: replyTo.trim() })}
          {...wrong('replyTo')}
        />
      </FormLayout>
    </Card>
  );
}
