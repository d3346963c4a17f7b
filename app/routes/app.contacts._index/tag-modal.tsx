import { BlockStack, Modal, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const LONGEST = 100;

/** Which tag those who are ticked get. */
export function TagModal(props: { count: string | null; close: () => void; give: (tag: string) => void }) {
  const { t } = useTranslation();
  const [tag, setTag] = useState('');
  const give = () => {
    if (tag.trim() !== '') props.give(tag.trim());
  };
  return (
    <Modal
      open
      onClose={props.close}
      title={t('tags.giveMany')}
      primaryAction={{ content: t('tags.giveMany'), onAction: give, disabled: tag.trim() === '' }}
      secondaryActions={[{ content: t('word.discard'), onAction: props.close }]}
    >
      <Modal.Section>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            give();
          }}
        >
          <BlockStack gap="300">
            <Text as="p">{t('tags.giveManyText', { number: props.count })}</Text>
            <TextField
              label={t('tags.ruleTag')}
              autoComplete="off"
              maxLength={LONGEST}
              value={tag}
              onChange={(value) => setTag(value.replaceAll(',', ' '))}
            />
          </BlockStack>
        </form>
      </Modal.Section>
    </Modal>
  );
}
