import { BlockStack, Button, Card, DropZone, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Larger than what a mail may weigh; the server says the rest. */
const MOST_BYTES = 2_000_000;

/** A mail that was made elsewhere, in HTML or MJML. */
export function ImportCard(props: {
  busy: boolean;
  error: string | null;
  send: (name: string, source: string) => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const [isLarge, setIsLarge] = useState(false);
  const read = async (file: File | undefined) => {
    setIsLarge(file !== undefined && file.size > MOST_BYTES);
    if (!file || file.size > MOST_BYTES) return;
    setSource(await file.text());
    if (name === '') setName(file.name.replace(/\.\w+$/, '').slice(0, 100));
  };
  const error = isLarge ? t('templates.importLarge') : props.error;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('templates.import')}
        </Text>
        <Text as="p" tone="subdued">
          {t('templates.importText')}
        </Text>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            props.send(name.trim() || t('templates.imported'), source);
          }}
        >
          <FormLayout>
            <DropZone
              accept=".html,.htm,.mjml,text/html"
              type="file"
              variableHeight
              allowMultiple={false}
              label={t('templates.file')}
              onDrop={(_all, [file]) => void read(file)}
            >
              <DropZone.FileUpload actionTitle={t('templates.chooseFile')} actionHint="HTML, MJML" />
            </DropZone>
            <TextField label={t('templates.name')} autoComplete="off" maxLength={100} value={name} onChange={setName} />
            <TextField
              label={t('templates.source')}
              autoComplete="off"
              multiline={6}
              maxHeight={240}
              monospaced
              value={source}
              onChange={setSource}
              {...(error && { error })}
            />
            <InlineStack>
              <Button submit loading={props.busy} disabled={source.trim() === ''}>
                {t('templates.importNow')}
              </Button>
            </InlineStack>
          </FormLayout>
        </form>
      </BlockStack>
    </Card>
  );
}
