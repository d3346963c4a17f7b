import { BlockStack, Card, FormLayout, InlineGrid, Select, Text, TextField } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Brand } from '../../shop/settings/brand.ts';
import { ColourField } from '../../ui/mail-editor/fields/colour-field.tsx';
import { WholeField } from '../../ui/mail-editor/fields/whole-field.tsx';
import { SocialLinks } from '../../ui/mail-editor/social-links.tsx';
import { PictureField } from '../../ui/pieces/picture-field.tsx';
import type { Draft } from '../../ui/use-draft.ts';

const COLOURS = ['page', 'card', 'text', 'muted', 'link', 'button', 'buttonText'] as const;
const STACKS = ['system', 'arial', 'verdana', 'trebuchet', 'georgia', 'palatino', 'courier'] as const;
const CORNERS = ['square', 'soft', 'round'] as const;

/** How every mail looks: each change is seen beside it. */
export function BrandFields({ draft, errors }: { draft: Draft<Brand>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  const { colours, logo, fonts, corners, address, social } = draft.value;
  const problem = (field: string, words: string) => (field in errors ? { error: t(words) } : {});
  const font = (at: 'heading' | 'body') => (
    <Select
      label={t(`brand.font.${at}`)}
      value={fonts[at]}
      options={STACKS.map((stack) => ({ label: t(`brand.stack.${stack}`), value: stack }))}
      onChange={(chosen) =>
        draft.change({ fonts: { ...fonts, [at]: STACKS.find((stack) => stack === chosen) ?? 'system' } })
      }
    />
  );
  const wrongLinks = Object.fromEntries(
    social.flatMap((_link, index) => (`social.${index}.url` in errors ? [[index, t('errors.brand.url')]] : [])),
  );
  return (
    <BlockStack gap="400">
      <Section title={t('brand.logo')}>
        <FormLayout>
          <PictureField value={logo.url} alt={logo.alt} change={(url) => draft.change({ logo: { ...logo, url } })}>
            <TextField
              label={t('brand.logoUrl')}
              helpText={t('brand.logoHelp')}
              type="url"
              autoComplete="off"
              placeholder="https://"
              maxLength={2000}
              value={logo.url}
              onChange={(url) => draft.change({ logo: { ...logo, url } })}
              {...problem('logo.url', 'errors.brand.url')}
            />
          </PictureField>
          {logo.url !== '' && (
            <FormLayout.Group condensed>
              <WholeField
                label={t('brand.logoWidth')}
                suffix="px"
                min={40}
                max={400}
                value={logo.width}
                change={(width) => draft.change({ logo: { ...logo, width } })}
              />
              <TextField
                label={t('brand.logoAlt')}
                autoComplete="off"
                maxLength={100}
                value={logo.alt}
                onChange={(alt) => draft.change({ logo: { ...logo, alt } })}
              />
            </FormLayout.Group>
          )}
        </FormLayout>
      </Section>
      <Section title={t('brand.colours')}>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          {COLOURS.map((name) => (
            <ColourField
              key={name}
              label={t(`brand.colour.${name}`)}
              value={colours[name]}
              change={(colour) => draft.change({ colours: { ...colours, [name]: colour } })}
            />
          ))}
        </InlineGrid>
      </Section>
      <Section title={t('brand.letters')}>
        <FormLayout>
          <FormLayout.Group condensed>
            {font('heading')}
            {font('body')}
          </FormLayout.Group>
          <TextField
            label={t('brand.wish')}
            helpText={t('brand.wishHelp')}
            autoComplete="off"
            maxLength={60}
            value={fonts.wish}
            onChange={(wish) => draft.change({ fonts: { ...fonts, wish } })}
            {...problem('fonts.wish', 'errors.brand.wish')}
          />
          <Select
            label={t('brand.corners')}
            value={corners}
            options={CORNERS.map((each) => ({ label: t(`brand.corner.${each}`), value: each }))}
            onChange={(chosen) => draft.change({ corners: CORNERS.find((each) => each === chosen) ?? 'soft' })}
          />
        </FormLayout>
      </Section>
      <Section title={t('brand.where')}>
        <TextField
          label={t('brand.address')}
          helpText={t('brand.addressHelp')}
          autoComplete="off"
          multiline={2}
          maxLength={300}
          value={address}
          onChange={(text) => draft.change({ address: text })}
        />
        <Text as="h3" variant="headingSm">
          {t('brand.social')}
        </Text>
        <SocialLinks links={social} change={(links) => draft.change({ social: links })} errors={wrongLinks} />
      </Section>
    </BlockStack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}
