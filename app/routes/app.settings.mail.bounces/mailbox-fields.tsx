import { Card, FormLayout, Select, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../ui/use-draft.ts';
import type { BounceMailboxDraft } from '../../ui/views/bounce-mailbox-views.ts';

/** The usual door of each. */
const PORTS = { tls: 993, starttls: 143 } as const;

interface Props {
  draft: Draft<BounceMailboxDraft>;
  /** a password is kept */
  isKept: boolean;
  errors: Record<string, string>;
}

export function MailboxFields({ draft, isKept, errors }: Props) {
  const { t } = useTranslation();
  const { value, change } = draft;
  const wrong = (field: keyof BounceMailboxDraft) => (errors[field] ? { error: t(errors[field]) } : {});
  return (
    <Card>
      <FormLayout>
        <TextField
          label={t('bounceBox.host')}
          placeholder="imap.yourshop.com"
          autoComplete="off"
          maxLength={253}
          value={value.host}
          onChange={(host) => change({ host })}
          {...wrong('host')}
        />
        <FormLayout.Group condensed>
          <Select
            label={t('bounceBox.security')}
            options={(['tls', 'starttls'] as const).map((one) => ({
              label: t(`bounceBox.securityOf.${one}`),
              value: one,
            }))}
            value={value.security}
            onChange={(chosen) => {
              const security = chosen === 'starttls' ? 'starttls' : 'tls';
              const isUsual = value.port === PORTS[value.security];
              change({ security, ...(isUsual && { port: PORTS[security] }) });
            }}
          />
          <TextField
            label={t('bounceBox.port')}
            type="number"
            min={1}
            max={65535}
            autoComplete="off"
            value={Number.isNaN(value.port) ? '' : String(value.port)}
            onChange={(text) => change({ port: text === '' ? Number.NaN : Math.round(Number(text)) })}
            {...wrong('port')}
          />
        </FormLayout.Group>
        <TextField
          label={t('bounceBox.user')}
          autoComplete="off"
          maxLength={200}
          value={value.user}
          onChange={(user) => change({ user })}
          {...wrong('user')}
        />
        <TextField
          label={t('bounceBox.password')}
          type="password"
          autoComplete="new-password"
          maxLength={500}
          {...(isKept && { placeholder: t('bounceBox.kept') })}
          helpText={t('bounceBox.passwordHelp')}
          value={value.password}
          onChange={(password) => change({ password })}
          {...wrong('password')}
        />
        <TextField
          label={t('bounceBox.folder')}
          helpText={t('bounceBox.folderHelp')}
          autoComplete="off"
          maxLength={200}
          value={value.folder}
          onChange={(folder) => change({ folder })}
          {...wrong('folder')}
        />
      </FormLayout>
    </Card>
  );
}
