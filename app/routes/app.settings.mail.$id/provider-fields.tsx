import { Card, Checkbox, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isProvider, PROVIDERS, type Provider, SECRETS } from '../../act/messages/senders/providers.ts';
import type { Draft } from '../../ui/use-draft.ts';
import type { SenderDraft } from '../../ui/views/mail-sender-views.ts';

interface Props {
  draft: Draft<SenderDraft>;
  saved: SenderDraft;
  /** secrets that are kept for what is saved */
  kept: string[];
  errors: Record<string, string>;
}

/** What is typed for each, in this order; a flag is ticked, a choice is one of a few. */
const FIELDS: Readonly<Record<Provider, readonly { name: string; flag?: true; choice?: readonly string[] }[]>> = {
  server: [],
  smtp: [{ name: 'host' }, { name: 'port' }, { name: 'security', choice: ['starttls', 'tls'] }, { name: 'user' }],
  ses: [{ name: 'region' }, { name: 'keyId' }, { name: 'configurationSet' }, { name: 'topic' }],
  postmark: [{ name: 'stream' }],
  sendgrid: [{ name: 'eu', flag: true }, { name: 'eventsKey' }],
  mailgun: [{ name: 'domain' }, { name: 'eu', flag: true }],
};

const START: Readonly<Record<Provider, Record<string, string | boolean>>> = {
  server: {},
  smtp: { host: '', port: '587', security: 'starttls', user: '' },
  ses: { region: '', keyId: '', configurationSet: '', topic: '' },
  postmark: { stream: 'broadcast' },
  sendgrid: { eu: false, eventsKey: '' },
  mailgun: { domain: '', eu: false },
};

/** What carries the mails, and what it has to be told. */
export function ProviderFields({ draft, saved, kept, errors }: Props) {
  const { t } = useTranslation();
  const { value, change } = draft;
  const provider = isProvider(value.provider) ? value.provider : 'server';
  const wrong = (field: string) => (errors[field] ? { error: t(errors[field]) } : {});
  const config = (name: string, to: string | boolean) => change({ config: { ...value.config, [name]: to } });
  const isKept = (name: string) => provider === saved.provider && kept.includes(name);
  return (
    <Card>
      <FormLayout>
        <Select
          label={t('mailSender.carrier')}
          options={PROVIDERS.map((name) => ({ value: name, label: t(`mailSender.provider.${name}`) }))}
          value={provider}
          onChange={(name) => {
            const chosen = isProvider(name) ? name : 'server';
            const same = chosen === saved.provider;
            change({ provider: chosen, config: same ? saved.config : START[chosen], secrets: {} });
          }}
          {...wrong('provider')}
        />
        <Text as="p" tone="subdued">
          {t(`mailSender.about.${provider}`)}
        </Text>
        {FIELDS[provider].map(({ name, flag, choice }) => {
          const label = t(`mailSender.field.${name}`);
          const help = { helpText: t(`mailSender.fieldHelp.${name}`, '') };
          if (flag) {
            const checked = value.config[name] === true;
            return <Checkbox key={name} label={label} checked={checked} onChange={(to) => config(name, to)} />;
          }
          if (choice) {
            return (
              <Select
                key={name}
                label={label}
                options={choice.map((one) => ({ value: one, label: t(`mailSender.security.${one}`) }))}
                value={String(value.config[name] ?? choice[0])}
                onChange={(to) => config(name, to)}
              />
            );
          }
          return (
            <TextField
              key={name}
              label={label}
              autoComplete="off"
              maxLength={500}
              value={String(value.config[name] ?? '')}
              onChange={(to) => config(name, to)}
              {...help}
              {...wrong(`config.${name}`)}
            />
          );
        })}
        {SECRETS[provider].map((name) => (
          <TextField
            key={name}
            label={t(`mailSender.secret.${provider}.${name}`)}
            type="password"
            autoComplete="new-password"
            maxLength={500}
            placeholder={isKept(name) ? '••••••••' : ''}
            helpText={t(isKept(name) ? 'mailSender.secretKept' : `mailSender.secretHelp.${provider}.${name}`, '')}
            value={value.secrets[name] ?? ''}
            onChange={(to) => change({ secrets: { ...value.secrets, [name]: to } })}
            {...wrong(`secrets.${name}`)}
          />
        ))}
      </FormLayout>
    </Card>
  );
}
