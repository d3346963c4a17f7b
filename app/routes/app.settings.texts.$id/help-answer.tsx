import { BlockStack, Checkbox, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TextProvider } from '../../act/messages/texts/providers.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import type { Words } from '../../ui/views/told.ts';

interface Props {
  /** null: nobody is answered; empty: by what ships */
  value: string | null;
  change: (help: string | null) => void;
  provider: TextProvider;
  standard: Words;
}

/** What somebody gets who writes HELP. */
export function HelpAnswer({ value, change, provider, standard }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <BlockStack gap="200">
      <Checkbox
        label={t('texts.sender.help')}
        helpText={t(`texts.sender.helpAbout.${provider}`)}
        checked={value !== null}
        onChange={(on) => change(on ? '' : null)}
      />
      {value !== null && (
        <TextField
          label={t('texts.sender.helpText')}
          helpText={
            value.trim() === '' ? t('texts.sender.helpEmpty', { words: say(standard) }) : t('texts.sender.helpTextHelp')
          }
          autoComplete="off"
          multiline={3}
          maxLength={480}
          showCharacterCount
          value={value}
          onChange={change}
        />
      )}
    </BlockStack>
  );
}
