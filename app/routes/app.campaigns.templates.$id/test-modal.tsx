import { useFetcher } from '@remix-run/react';
import { BlockStack, Modal, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateDocument } from '../../act/messages/templates/design/document.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';

/** One mail to the merchant's own address, as it stands in the editor, saved or not. */
export function TestModal(props: { document: TemplateDocument; contact: string | null; close: () => void }) {
  const { close } = props;
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const [to, setTo] = useState('');
  const [touched, setTouched] = useState(false);
  useToastOf(fetcher);
  const sent = fetcher.data?.ok === true;
  useEffect(() => {
    if (sent) close();
  }, [sent, close]);
  const wrong = touched ? undefined : fetcher.data?.errors?.['to'];
  const send = () => {
    setTouched(false);
    fetcher.submit(JSON.stringify({ to, document: props.document, contact: props.contact }), {
      method: 'post',
      encType: 'application/json',
      action: '/app/campaigns/templates/test',
    });
  };
  return (
    <Modal
      open
      onClose={close}
      title={t('mailEditor.test')}
      primaryAction={{ content: t('settings.testSend'), onAction: send, loading: fetcher.state !== 'idle' }}
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
            <TextField
              label={t('settings.testTo')}
              type="email"
              autoComplete="email"
              value={to}
              onChange={(text) => {
                setTo(text.trim());
                setTouched(true);
              }}
              {...(wrong && { error: t(wrong, fetcher.data?.values ?? {}) })}
            />
          </BlockStack>
        </form>
      </Modal.Section>
    </Modal>
  );
}
