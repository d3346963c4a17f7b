import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { outgoingLink } from '../../act/social/outgoing-link.ts';
import type { VariantDraft } from '../../act/social/post-draft.ts';
import { CAPABILITIES, lengthFor } from '../../platform/social/networks.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { PictureField } from '../../ui/pieces/picture-field.tsx';
import { PostPicture } from '../../ui/pieces/post-picture.tsx';
import type { SocialEdit } from '../../ui/views/social-views.ts';
import { TargetFields } from './target-fields.tsx';

/** What the networks take. */
const LIMITS = { bytes: 8_000_000 } as const;

interface Props {
  variant: VariantDraft;
  edit: SocialEdit;
  when: string | null;
  change: (part: Partial<VariantDraft>) => void;
  another: () => void;
  remove: () => void;
}

/** One variant, beside what it will look like. */
export function VariantEditor({ variant, edit, when, change, another, remove }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = edit.accounts.find(({ id }) => id === variant.account);
  if (!account) {
    return (
      <Card padding={{ xs: '400', md: '500' }}>
        <InlineStack gap="300" align="space-between" blockAlign="center">
          <Text as="p">{t('social.problem.no_account')}</Text>
          <Button variant="plain" tone="critical" onClick={remove}>
            {t('word.remove')}
          </Button>
        </InlineStack>
      </Card>
    );
  }
  const { network, name } = account;
  const takes = CAPABILITIES[network];
  const link = outgoingLink(network, variant.link, edit.slug, edit.hosts);
  const length = lengthFor(network, variant.text, link);
  const most = account.textLimit ?? takes.text;
  const counted = t('social.counted', { length: format.number(length), most: format.number(most) });
  const isAddress = (text: string) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text));
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <div className="post-columns">
        <BlockStack gap="400">
          <InlineStack gap="300" align="space-between" blockAlign="center">
            <Text as="h2" variant="headingMd" breakWord>
              {`${t(`social.network.${network}`)} · ${name}`}
            </Text>
            <Button variant="plain" tone="critical" onClick={remove} accessibilityLabel={t('social.leave', { name })}>
              {t('word.remove')}
            </Button>
          </InlineStack>
          <FormLayout>
            <TextField
              label={t('social.text')}
              multiline={5}
              autoComplete="off"
              value={variant.text}
              onChange={(text) => change({ text })}
              helpText={counted}
              {...(length > most && { error: t('social.tooLong', { over: format.number(length - most) }) })}
            />
            <TextField
              label={t('social.link')}
              type="url"
              autoComplete="off"
              value={variant.link}
              onChange={(to) => change({ link: to.trim() })}
              helpText={t(takes.followable ? 'social.linkHelp' : 'social.linkDead')}
              {...(!isAddress(variant.link) && { error: t('social.problem.bad_link') })}
            />
            <PictureField
              value={variant.picture}
              alt={variant.alt}
              change={(picture) => change({ picture })}
              limits={takes.picture === 'must' ? { ...LIMITS, types: ['jpeg'] } : LIMITS}
            >
              <TextField
                label={t('social.picture')}
                type="url"
                autoComplete="off"
                requiredIndicator={takes.picture === 'must'}
                value={variant.picture}
                onChange={(picture) => change({ picture: picture.trim() })}
                helpText={t(takes.picture === 'must' ? 'social.pictureMust' : 'social.pictureHelp')}
                {...(!isAddress(variant.picture) && { error: t('social.problem.bad_picture') })}
              />
            </PictureField>
            {variant.picture !== '' && (
              <TextField
                label={t('social.alt')}
                autoComplete="off"
                maxLength={1000}
                value={variant.alt}
                onChange={(alt) => change({ alt })}
                helpText={t('social.altHelp')}
              />
            )}
          </FormLayout>
          <TargetFields
            network={network}
            target={variant.target}
            timed={when !== null}
            change={(part) => change({ target: { ...variant.target, ...part } })}
          />
          <InlineStack>
            <Button onClick={another} accessibilityLabel={t('social.anotherOf', { name })}>
              {t('social.another')}
            </Button>
          </InlineStack>
        </BlockStack>
        <PostPicture {...variant} network={network} account={name} link={link} />
      </div>
    </Card>
  );
}
