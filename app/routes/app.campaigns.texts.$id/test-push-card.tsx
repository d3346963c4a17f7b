import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineError, InlineStack, Text } from '@shopify/polaris';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { MailPerson } from '../../ui/views/template-views.ts';
import type { ShortDocument } from '../../ui/views/text-views.ts';

interface Props {
  document: ShortDocument;
  /** as whom it is looked at */
  person: MailPerson | null;
  disabled: boolean;
}

/** One notification, as it stands in the editor, to the browser of whom it is looked at as. */
export function TestPushCard({ document, person, disabled }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const id = useId();
  useToastOf(fetcher);
  const wrong = fetcher.state === 'idle' ? fetcher.data?.errors?.['to'] : undefined;
  const name = person && (person.name || t('contacts.anonymous'));
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('texts.test')}
        </Text>
        <Text as="p" tone="subdued">
          {t('texts.pushTestHelp')}
        </Text>
        <Text as="p">{name === null ? t('texts.pushTestNobody') : t('texts.pushTestTo', { name })}</Text>
        {wrong && <InlineError message={t(wrong, fetcher.data?.values ?? {})} fieldID={id} />}
        <InlineStack>
          <Button
            id={id}
            disabled={disabled || person === null}
            loading={fetcher.state !== 'idle'}
            onClick={() => {
              const body = { to: '', channel: 'push', document, contact: person?.id ?? null };
              fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
            }}
          >
            {t('settings.testSend')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
