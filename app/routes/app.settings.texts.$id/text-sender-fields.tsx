import { Card, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CARRIES, isTextProvider, TEXT_SECRETS, type TextProvider } from '../../act/messages/texts/providers.ts';
import type { Draft } from '../../ui/use-draft.ts';
import type { Words } from '../../ui/views/told.ts';
import type { TextSenderDraft } from '../../ui/views/text-views.ts';
import { HelpAnswer } from './help-answer.tsx';

interface Props {
  draft: Draft<TextSenderDraft>;
  saved: TextSenderDraft;
  /** secrets that are kept for what is saved */
  kept: string[];
  isNew: boolean;
  errors: Record<string, string>;
  /** what HELP is answered with where nobody wrote anything else */
  helpWords: Words;
}

/** What carries it, and over which channel: one choice. */
const WAYS = (Object.keys(CARRIES) as TextProvider[]).flatMap((provider) =>
  CARRIES[provider].map((channel) => ({ provider, channel, value: `${provider} ${channel}` })),
);
const START: Readonly<Record<TextProvider, Record<string, string | null>>> = {
  twilio: { accountSid: '', from: '', price: null, help: '' },
  meta: { phoneNumberId: '', from: '', price: null, help: '' },
};
const FIELDS = { twilio: ['accountSid', 'from'], meta: ['phoneNumberId', 'from'] } as const;

const numberOf = (text: string) => {
  const number = Math.floor(Number(text));
  return text.trim() === '' || !Number.isFinite(number) || number < 1 ? null : number;
};

export function TextSenderFields({ draft, saved, kept, isNew, errors, helpWords }: Props) {
  const { t } = useTranslation();
  const { value, change } = draft;
  const provider = isTextProvider(value.provider) ? value.provider : 'twilio';
  const wrong = (field: string) => (errors[field] ? { error: t(errors[field]) } : {});
  const config = (name: string, to: string) => change({ config: { ...value.config, [name]: to } });
  const isKept = (name: string) => provider === saved.provider && kept.includes(name);
  return (
    <Card>
      <FormLayout>
        <Select
          label={t('texts.sender.way')}
          disabled={!isNew}
          options={WAYS.map((way) => ({
            value: way.value,
            label: t(`texts.sender.ways.${way.provider}_${way.channel}`),
          }))}
          value={`${provider} ${value.channel}`}
          onChange={(chosen) => {
            const way = WAYS.find((one) => one.value === chosen);
            if (!way) return;
            const same = way.provider === provider;
            const start = same ? value.config : START[way.provider];
            change({ provider: way.provider, channel: way.channel, config: start, secrets: {} });
          }}
          {...wrong('channel')}
        />
        <Text as="p" tone="subdued">
          {t(`texts.sender.about.${provider}`)}
        </Text>
        <TextField
          label={t('texts.name')}
          helpText={t('texts.sender.nameHelp')}
          autoComplete="off"
          maxLength={100}
          value={value.name}
          onChange={(name) => change({ name })}
        />
        {FIELDS[provider].map((name) => (
          <TextField
            key={name}
            label={t(`texts.sender.field.${name}`)}
            helpText={t(`texts.sender.fieldHelp.${name}.${value.channel}`, '')}
            autoComplete="off"
            maxLength={100}
            value={String(value.config[name] ?? '')}
            onChange={(to) => config(name, to)}
            {...wrong(`config.${name}`)}
          />
        ))}
        {TEXT_SECRETS[provider].map((name) => (
          <TextField
            key={name}
            label={t(`texts.sender.secret.${name}`)}
            type="password"
            autoComplete="new-password"
            maxLength={500}
            placeholder={isKept(name) ? '••••••••' : ''}
            helpText={t(isKept(name) ? 'mailSender.secretKept' : `texts.sender.secretHelp.${name}`)}
            value={value.secrets[name] ?? ''}
            onChange={(to) => change({ secrets: { ...value.secrets, [name]: to } })}
            {...wrong(`secrets.${name}`)}
          />
        ))}
        <TextField
          label={t(`texts.sender.price.${value.channel}`)}
          helpText={t('texts.sender.priceHelp')}
          type="number"
          min={0}
          step={0.0001}
          autoComplete="off"
          value={value.config['price'] === null ? '' : String(value.config['price'] ?? '')}
          onChange={(text) => change({ config: { ...value.config, price: text.trim() === '' ? null : Number(text) } })}
          {...wrong('config.price')}
        />
        <HelpAnswer
          value={value.config['help'] === null ? null : String(value.config['help'] ?? '')}
          change={(help) => change({ config: { ...value.config, help } })}
          provider={provider}
          standard={helpWords}
        />
        <FormLayout.Group>
          {(['perSecond', 'perHour'] as const).map((name) => (
            <TextField
              key={name}
              label={t(`texts.sender.${name}`)}
              type="number"
              min={1}
              autoComplete="off"
              placeholder={t('mailSender.noLimit')}
              value={value[name] === null ? '' : String(value[name])}
              onChange={(text) => change({ [name]: numberOf(text) })}
            />
          ))}
        </FormLayout.Group>
      </FormLayout>
    </Card>
  );
}
