// Fields of the blocks with which a mail ends: social links, footer.
import { BlockStack, Checkbox, FormLayout, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { SocialLinks } from '../social-links.tsx';
import { AlignField } from './align-field.tsx';
import type { FieldsOf } from './fields-of.ts';
import { LineField } from './line-field.tsx';

export function SocialFields({ block, put }: FieldsOf<'social'>) {
  const { t } = useTranslation();
  const own = block.links.length > 0;
  return (
    <BlockStack gap="300">
      <Checkbox
        label={t('mailEditor.brandLinks')}
        helpText={
          <>
            {t('mailEditor.brandLinksHelp')} <Link url="/app/settings/brand">{t('nav.brand')}</Link>
          </>
        }
        checked={!own}
        onChange={(brand) => put({ links: brand ? [] : [{ network: 'instagram', url: '' }] })}
      />
      {own && <SocialLinks links={block.links} change={(links) => put({ links })} />}
      <AlignField align={block.align} change={(align) => put({ align })} />
    </BlockStack>
  );
}

export function FooterFields({ block, put }: FieldsOf<'footer'>) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <LineField name="whyGets" value={block.why} change={(why) => put({ why })} />
      <Checkbox
        label={t('mailEditor.postal')}
        helpText={
          <>
            {t('mailEditor.postalHelp')} <Link url="/app/settings/brand">{t('nav.brand')}</Link>
          </>
        }
        checked={block.address}
        onChange={(address) => put({ address })}
      />
      <LineField name="unsubscribe" value={block.unsubscribe} change={(unsubscribe) => put({ unsubscribe })} />
      <LineField name="preferences" value={block.preferences} change={(preferences) => put({ preferences })} />
      <Text as="p" tone="subdued">
        {t('mailEditor.footerHelp')}
      </Text>
    </FormLayout>
  );
}
