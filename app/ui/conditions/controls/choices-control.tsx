import { Box, Button, ChoiceList, Popover, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { entryWords } from '../entries/entry.ts';
import { textOf, textsOf, type ControlProps } from './control-props.ts';

/** Several of a fixed list, as one button that says which. */
export function ChoicesControl({ control, leaf, put }: ControlProps<'choices'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const selected = textsOf(leaf[control.at]);
  const words = useOptionWords(control.words);
  const none = t(control.any ?? 'editor.choose');
  const button = (
    <div className="condition-wide">
      <Popover
        active={open}
        onClose={() => setOpen(false)}
        activator={
          <Button fullWidth size="large" textAlign="left" disclosure ariaExpanded={open} onClick={() => setOpen(!open)}>
            {selected.length > 0 ? selected.map(words).join(', ') : none}
          </Button>
        }
      >
        <Box padding="300">
          <ChoiceList
            title={t('editor.choose')}
            titleHidden
            allowMultiple
            choices={control.options.map((option) => ({ value: option, label: words(option) }))}
            selected={selected}
            onChange={(chosen) => put({ [control.at]: control.any && chosen.length === 0 ? undefined : chosen })}
          />
        </Box>
      </Popover>
    </div>
  );
  if (!control.lead) return button;
  return (
    <>
      <Text as="span">{t(control.lead)}</Text>
      {button}
    </>
  );
}

/** One of a fixed list. */
export function ChoiceControl({ control, leaf, put }: ControlProps<'choice'>) {
  const { t } = useTranslation();
  const words = useOptionWords(control.words);
  return (
    <Select
      label={t('editor.which')}
      labelHidden
      value={textOf(leaf[control.at])}
      options={control.options.map((option) => ({ value: option, label: words(option) }))}
      onChange={(chosen) => put({ [control.at]: chosen })}
    />
  );
}

/** Yes or no. */
export function FlagControl({ control, leaf, put }: ControlProps<'flag'>) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('editor.which')}
      labelHidden
      value={leaf[control.at] === false ? 'no' : 'yes'}
      options={[
        { label: t('editor.yes'), value: 'yes' },
        { label: t('editor.no'), value: 'no' },
      ]}
      onChange={(chosen) => put({ [control.at]: chosen === 'yes' })}
    />
  );
}

/** Words of stages are written for one and for many, those of kinds of facts are the names of their entries. */
function useOptionWords(words: string): (option: string) => string {
  const { t } = useTranslation();
  return (option) => {
    if (words === 'kind') return t(entryWords(`facts.${option}`));
    return t(words === 'stage' ? `stage.${option}_one` : `${words}.${option}`);
  };
}
