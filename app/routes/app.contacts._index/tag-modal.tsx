import { BlockStack, Modal, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NamePicker } from '../../ui/conditions/controls/name-picker.tsx';

const LONGEST = 100;

/** Which tag those who are ticked get, or lose: one that is taken is looked up among those that contacts have. */
export function TagModal(props: {
  deed: 'give' | 'take';
  count: string | null;
  close: () => void;
  begin: (deed: 'give' | 'take', tag: string) => void;
}) {
  const { t } = useTranslation();
  const [tag, setTag] = useState('');
  const { deed } = props;
  const begin = () => {
    if (tag.trim() !== '') props.begin(deed, tag.trim());
  };
  return (
    <Modal
      open
      onClose={props.close}
      title={t(`tags.${deed}Many`)}
      primaryAction={{ content: t(`tags.${deed}Many`), onAction: begin, disabled: tag.trim() === '' }}
      secondaryActions={[{ content: t('word.discard'), onAction: props.close }]}
    >
      <Modal.Section>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
        >
          <BlockStack gap="300">
            <Text as="p">{t(`tags.${deed}ManyText`, { number: props.count })}</Text>
            {deed === 'give' ? (
              <TextField
                label={t('tags.ruleTag')}
                autoComplete="off"
                maxLength={LONGEST}
                value={tag}
                onChange={(value) => setTag(value.replaceAll(',', ' '))}
              />
            ) : (
              <NamePicker
                source="tag"
                label={t('tags.takeWhich')}
                selected={tag ? [tag] : []}
                single
                change={([chosen]) => setTag(chosen ?? '')}
              />
            )}
          </BlockStack>
        </form>
      </Modal.Section>
    </Modal>
  );
}
