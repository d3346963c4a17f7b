import { BlockStack, Checkbox, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LOCALES } from '../i18n/locale-of.ts';
import { LiquidTextField } from './liquid-text-field.tsx';
import type { MailDraft } from './use-mail-draft.ts';

/** What most mail programs show on a phone. */
const SHOWN_SUBJECT = 45;
const SHOWN_PREHEADER = 90;

/** What stands before the mail is opened, and what holds for all of it. */
export function MailHead(props: {
  draft: MailDraft;
  name: string;
  rename: (name: string) => void;
  errors: Record<string, string>;
}) {
  const { document, edit } = props.draft;
  const { t } = useTranslation();
  const length = (text: string, shown: number) => {
    // Liquid is longer than what it becomes
    const count = [...text.replaceAll(/\{\{.*?\}\}/g, 'Name')].length;
    return t(count > shown ? 'mailEditor.tooLong' : 'mailEditor.length', { count, shown });
  };
  return (
    <BlockStack gap="400">
      <FormLayout>
        <TextField
          label={t('templates.name')}
          helpText={t('templates.nameHelp')}
          autoComplete="off"
          maxLength={100}
          value={props.name}
          onChange={props.rename}
          {...(props.errors['name'] && { error: t('errors.template.name') })}
        />
        <LiquidTextField
          label={t('mailEditor.subject')}
          helpText={length(document.subject, SHOWN_SUBJECT)}
          maxLength={500}
          value={document.subject}
          change={(subject) => edit({ do: 'head', part: { subject }, key: 'subject' })}
        />
        <LiquidTextField
          label={t('mailEditor.preheader')}
          helpText={`${t('mailEditor.preheaderHelp')} ${length(document.preheader, SHOWN_PREHEADER)}`}
          maxLength={500}
          value={document.preheader}
          change={(preheader) => edit({ do: 'head', part: { preheader }, key: 'preheader' })}
        />
        <FormLayout.Group condensed>
          <Select
            label={t('word.language')}
            value={document.locale}
            options={LOCALES.map((locale) => ({ label: t(`word.${locale}`), value: locale }))}
            onChange={(chosen) => edit({ do: 'head', part: { locale: chosen === 'it' ? 'it' : 'en' }, key: 'locale' })}
          />
          <Select
            label={t('mailEditor.purpose')}
            value={document.purpose}
            options={(['marketing', 'transactional'] as const).map((purpose) => ({
              label: t(`mailEditor.purposes.${purpose}`),
              value: purpose,
            }))}
            onChange={(chosen) =>
              edit({
                do: 'head',
                part: { purpose: chosen === 'transactional' ? 'transactional' : 'marketing' },
                key: 'purpose',
              })
            }
          />
        </FormLayout.Group>
      </FormLayout>
      <Text as="p" tone="subdued">
        {t(`mailEditor.purposeHelp.${document.purpose}`)}
      </Text>
      <Checkbox
        label={t('mailEditor.logo')}
        checked={document.logo}
        onChange={(logo) => edit({ do: 'head', part: { logo }, key: 'logo' })}
      />
    </BlockStack>
  );
}
