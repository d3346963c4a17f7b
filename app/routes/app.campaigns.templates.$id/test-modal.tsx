import { BlockStack, Modal, Text, TextField } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateDocument } from '../../act/messages/templates/design/document.ts';
import { useTestMail } from '../../ui/use-test-mail.ts';

/** One mail to the merchant's own address, as it stands in the editor, saved or not. */
export function TestModal(props: { document: TemplateDocument; contact: string | null; close: () => void }) {
  const { document, contact, close } = props;
  const { t } = useTranslation();
  const test = useTestMail('to', '/app/campaigns/templates/test');
  const { sent } = test;
  useEffect(() => {
    if (sent) close();
  }, [sent, close]);
  const send = () => test.send({ document, contact });
  return (
    <Modal
      open
      onClose={close}
      title={t('mailEditor.test')}
      primaryAction={{ content: t('settings.testSend'), onAction: send, loading: test.busy }}
      secondaryActions={[{ content: t('word.discard'), onAction: close }]}
    >
      <Modal.Section>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <BlockStack gap="300">
            <Text as="p">{t('mailEditor.testText')}</Text>
            <TextField {...test.field} />
          </BlockStack>
        </form>
      </Modal.Section>
    </Modal>
  );
}
