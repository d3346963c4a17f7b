// Fields of the blocks with which a mail ends: social links, footer.
import { BlockStack, Checkbox, FormLayout, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LiquidTextField } from '../liquid-text-field.tsx';
import { SocialLinks } from '../social-links.tsx';
import { AlignField } from './align-field.tsx';
import type { FieldsOf } from './fields-of.ts';

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
      <LiquidTextField
        label={t('mailEditor.whyGets')}
        helpText={t('mailEditor.whyGetsHelp')}
        maxLength={500}
        value={block.why}
        change={(why) => put({ why })}
      />
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
      <LiquidTextField
        label={t('mailEditor.unsubscribe')}
        maxLength={500}
        value={block.unsubscribe}
        change={(unsubscribe) => put({ unsubscribe })}
      />
      <LiquidTextField
        label={t('mailEditor.preferences')}
        maxLength={500}
        value={block.preferences}
        change={(preferences) => put({ preferences })}
      />
      <Text as="p" tone="subdued">
        {t('mailEditor.footerHelp')}
      </Text>
    </FormLayout>
  );
}
