import { Banner, BlockStack, Card, Checkbox, FormLayout, Text, TextField } from '@shopify/polaris';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_TEXT } from '../../act/messages/texts/short-document.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { LiquidTextField } from '../../ui/mail-editor/liquid-text-field.tsx';
import { PictureField } from '../../ui/pieces/picture-field.tsx';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import type { ShortChannel, ShortDocument, ShortShown } from '../../ui/views/text-views.ts';

const FRESH_APPROVED = { name: 'template_name', language: 'en', parameters: [] };
const MOST_PARAMETERS = 5;

interface Props {
  name: string;
  rename: (name: string) => void;
  channel: ShortChannel;
  document: ShortDocument;
  change: (part: Partial<ShortDocument>) => void;
  faults: ShortShown['faults'];
}

/** What it says, and what is wrong with it. */
export function ShortFields({ name, rename, channel, document, change, faults }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        {faults.map(({ severity, words }) => (
          <Banner key={say(words)} tone={severity === 'error' ? 'critical' : 'warning'}>
            {say(words)}
          </Banner>
        ))}
        <FormLayout>
          <TextField
            label={t('texts.name')}
            helpText={t('texts.nameHelp')}
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={rename}
          />
          <LocaleSwitch locale={document.locale} change={(locale) => change({ locale })} />
          {channel === 'push' && (
            <LiquidTextField
              label={t('texts.pushTitle')}
              maxLength={200}
              value={document.title}
              change={(title) => change({ title })}
            />
          )}
          <LiquidTextField
            label={t('texts.text')}
            lines={channel === 'push' ? 2 : 4}
            helpText={t(`texts.textHelp.${channel}`)}
            maxLength={MOST_TEXT[channel]}
            value={document.text}
            change={(text) => change({ text })}
          />
          {channel === 'push' && (
            <LiquidTextField
              label={t('texts.url')}
              helpText={t('texts.urlHelp')}
              maxLength={2000}
              value={document.url}
              change={(url) => change({ url })}
            />
          )}
          {channel === 'push' && (
            <PictureField value={document.picture} change={(picture) => change({ picture })}>
              <TextField
                label={t('texts.picture')}
                helpText={t('texts.pictureHelp')}
                autoComplete="off"
                maxLength={2000}
                value={document.picture}
                onChange={(picture) => change({ picture })}
              />
            </PictureField>
          )}
          {channel !== 'push' && (
            <Checkbox
              label={t('texts.optOut')}
              helpText={t('texts.optOutHelp')}
              checked={document.optOut}
              onChange={(optOut) => change({ optOut })}
            />
          )}
          {channel === 'whatsapp' && <ApprovedFields document={document} change={change} />}
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

/** What WhatsApp has approved, for whoever has not written within a day. */
function ApprovedFields({ document, change }: Pick<Props, 'document' | 'change'>) {
  const { t } = useTranslation();
  const id = useId();
  const { approved } = document;
  const set = (part: Partial<NonNullable<ShortDocument['approved']>>) =>
    change({ approved: { ...FRESH_APPROVED, ...approved, ...part } });
  return (
    <div role="group" aria-labelledby={id}>
      <FormLayout>
        <Text as="h3" variant="headingSm" id={id}>
          {t('texts.approved')}
        </Text>
        <Checkbox
          label={t('texts.hasApproved')}
          helpText={t('texts.approvedHelp')}
          checked={approved !== null}
          onChange={(has) => change({ approved: has ? FRESH_APPROVED : null })}
        />
        {approved && (
          <BlockStack gap="400">
            <FormLayout.Group>
              <TextField
                label={t('texts.approvedName')}
                helpText={t('texts.approvedNameHelp')}
                autoComplete="off"
                maxLength={512}
                value={approved.name}
                onChange={(name) => set({ name: name.replaceAll(/\W/g, '') })}
              />
              <TextField
                label={t('texts.approvedLanguage')}
                autoComplete="off"
                maxLength={6}
                value={approved.language}
                onChange={(language) => set({ language: language.trim() })}
              />
            </FormLayout.Group>
            {[...approved.parameters, ...(approved.parameters.length < MOST_PARAMETERS ? [''] : [])].map(
              (parameter, index) => (
                <LiquidTextField
                  // oxlint-disable-next-line react/no-array-index-key -- a place in WhatsApp's template has no other name
                  key={index}
                  label={t('texts.parameter', { place: `{{${index + 1}}}` })}
                  maxLength={500}
                  value={parameter}
                  change={(text) => set({ parameters: placed(approved.parameters, index, text) })}
                />
              ),
            )}
          </BlockStack>
        )}
      </FormLayout>
    </div>
  );
}

/** Those that are empty at the end are none. */
function placed(parameters: readonly string[], index: number, text: string): string[] {
  const next = [...parameters];
  next[index] = text;
  while (next.at(-1) === '') next.pop();
  return next;
}
