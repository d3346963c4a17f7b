import { Box, Button, FormLayout, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Where the words that are marked lead. An empty address takes the link away. */
export function LinkForm({ href, put }: { href: string; put: (href: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(href);
  return (
    <Box padding="400" maxWidth="320px">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          put(text.trim());
        }}
      >
        <FormLayout>
          <TextField
            label={t('mailEditor.address')}
            helpText={t('mailEditor.linkHelp')}
            autoComplete="off"
            placeholder="https://"
            maxLength={2000}
            value={text}
            onChange={setText}
          />
          <Button submit variant="primary">
            {t('mailEditor.putLink')}
          </Button>
        </FormLayout>
      </form>
    </Box>
  );
}
