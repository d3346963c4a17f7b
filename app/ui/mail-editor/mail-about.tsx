import { BlockStack, Checkbox, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LOCALES } from '../i18n/locale-of.ts';
import type { MailDraft } from './use-mail-draft.ts';

const PURPOSES = ['marketing', 'transactional'] as const;

/** What holds for all of the mail: its name, its language, what it is for. */
export function MailAbout(props: {
  draft: MailDraft;
  name: string;
  rename: (name: string) => void;
  errors: Record<string, string>;
  /** with which the plain text begins that is written by hand; null while it is not known */
  editable: string | null;
}) {
  const { document, edit } = props.draft;
  const { t } = useTranslation();
  return (
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        {t('mailEditor.about')}
      </Text>
      <FormLayout>
        <TextField
          label={t('templates.name')}
          helpText={t('templates.nameHelp')}
          autoComplete="off"
          maxLength={100}
          value={props.name}
          onChange={props.rename}
          {...('name' in props.errors && { error: t('errors.template.name') })}
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
            options={PURPOSES.map((purpose) => ({ label: t(`mailEditor.purposes.${purpose}`), value: purpose }))}
            onChange={(chosen) => {
              const purpose = PURPOSES.find((each) => each === chosen) ?? 'marketing';
              edit({ do: 'head', part: { purpose }, key: 'purpose' });
            }}
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
      <Checkbox
        label={t('mailEditor.ownText')}
        helpText={t('mailEditor.ownTextHelp')}
        checked={document.text !== null}
        disabled={props.editable === null}
        onChange={(own) => edit({ do: 'head', part: { text: own ? props.editable : null }, key: 'own text' })}
      />
      {document.text !== null && (
        <TextField
          label={t('mailEditor.shown.text')}
          autoComplete="off"
          multiline={6}
          maxHeight={320}
          maxLength={50_000}
          value={document.text}
          onChange={(text) => edit({ do: 'head', part: { text }, key: 'text' })}
        />
      )}
    </BlockStack>
  );
}
