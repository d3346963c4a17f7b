import { BlockStack, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ConditionEditor } from '../../ui/conditions/condition-editor.tsx';
import type { ConditionDraft } from '../../ui/conditions/use-condition-draft.ts';
import type { LiveCount } from '../../ui/conditions/use-live-count.ts';
import type { Locale } from '../../ui/i18n/locale-of.ts';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import type { Draft } from '../../ui/use-draft.ts';
import type { BannerText, BannerVersion } from '../../ui/views/storefront-views.ts';

/** The condition is edited beside it: its steps can be taken back one by one. */
export type BannerValue = Omit<BannerVersion, 'id' | 'condition'>;

export function BannerFields(props: {
  draft: Draft<BannerValue>;
  editor: ConditionDraft;
  live: LiveCount;
  locale: Locale;
  setLocale: (locale: Locale) => void;
  errors: Record<string, string>;
}) {
  const { draft, editor, live, locale, errors } = props;
  const { t } = useTranslation();
  const { value } = draft;
  const content = value.content[locale];
  const write = (part: Partial<BannerText>) =>
    draft.change({ content: { ...value.content, [locale]: { ...content, ...part } } });
  const problem = (field: string) => (errors[field] ? { error: t(`errors.${field.replace(/\.(en|it)\./, '.')}`) } : {});
  const conditionFails = Object.keys(errors).some((field) => field.startsWith('condition'));

  return (
    <BlockStack gap="400">
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="400">
          <TextField
            label={t('storefront.name')}
            helpText={t('storefront.nameHelp')}
            autoComplete="off"
            maxLength={80}
            value={value.name}
            onChange={(name) => draft.change({ name })}
            {...problem('name')}
          />
          <TextField
            label={t('storefront.key')}
            helpText={t('storefront.keyHelp')}
            autoComplete="off"
            maxLength={40}
            value={value.key}
            onChange={(key) => draft.change({ key: key.toLowerCase() })}
            {...problem('key')}
          />
        </BlockStack>
      </Card>
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t('storefront.who')}
          </Text>
          {conditionFails && (
            <Text as="p" tone="critical">
              {t('errors.condition')}
            </Text>
          )}
          <ConditionEditor editor={editor} gaps={live.gaps} empty={t('condition.everyone')} />
        </BlockStack>
      </Card>
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {t('storefront.words')}
            </Text>
            <LocaleSwitch locale={locale} change={props.setLocale} />
          </InlineStack>
          {(['title', 'text', 'label', 'link'] as const).map((field) => (
            <TextField
              key={field}
              label={t(`storefront.fields.${field}`)}
              autoComplete="off"
              value={content[field]}
              onChange={(text) => write({ [field]: text })}
              {...(field === 'text' ? { multiline: 4 } : {})}
              {...problem(`content.${locale}.${field}`)}
            />
          ))}
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
