import { BlockStack, InlineStack, Link, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { MailPicture } from '../../ui/mail-editor/mail-picture.tsx';
import type { RecoveryTemplate } from '../../ui/views/recovery-views.ts';

interface Props {
  templates: readonly RecoveryTemplate[];
  /** empty: the built-in mail */
  template: string;
  error: string | undefined;
  change: (template: string) => void;
}

/** Which mail the journey sends: the built-in one, or a designed template as it was last made ready. */
export function MailChoice({ templates, template, error, change }: Props) {
  const { t } = useTranslation();
  const chosen = templates.find(({ id }) => id === template);
  return (
    <BlockStack gap="300">
      <Select
        label={t('recovery.mail')}
        value={template}
        onChange={change}
        options={[
          { label: t('recovery.builtIn'), value: '' },
          ...templates.map(({ id, name, locale }) => ({
            label: t('recovery.templateIn', { name, language: t(`word.${locale}`) }),
            value: id,
          })),
        ]}
        helpText={t(
          template !== ''
            ? 'recovery.designedHelp'
            : templates.length > 0
              ? 'recovery.builtInHelp'
              : 'recovery.noTemplates',
        )}
        {...(error ? { error } : {})}
      />
      {chosen && (
        <div className="mail-choice">
          <MailPicture name={chosen.name} of={{ template: chosen.id, version: String(chosen.version) }} />
          <BlockStack gap="200">
            {!chosen.removed && (
              <InlineStack>
                <Link url={`/app/campaigns/templates/${chosen.id}`}>{t('recovery.openTemplate')}</Link>
              </InlineStack>
            )}
            {chosen.removed && <Text as="p">{t('recovery.templateRemoved')}</Text>}
            {!chosen.cart && (
              <Text as="p" tone="caution">
                {t('recovery.noCart')}
              </Text>
            )}
          </BlockStack>
        </div>
      )}
    </BlockStack>
  );
}
