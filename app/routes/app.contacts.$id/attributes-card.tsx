import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { AttributeField, labelOf } from '../../ui/pieces/attribute-field.tsx';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { AttributeLine } from '../../ui/views/profile-views.ts';
import { KnownLine } from './known-line.tsx';

interface Props {
  contact: string;
  attributes: AttributeLine[];
  /** of a visitor nothing can be said by hand */
  known: boolean;
}

/** What was said of a contact, or by it: declared attributes, each with who told it and when. */
export function AttributesCard({ contact, attributes, known }: Props) {
  const { t } = useTranslation();
  const [edits, setEdits] = useState(false);
  const told = attributes.filter(({ value }) => value !== null);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('dossier.said')}
          </Text>
          {known && !edits && (
            <Button variant="plain" onClick={() => setEdits(true)} accessibilityLabel={t('dossier.edit')}>
              {t('word.edit')}
            </Button>
          )}
        </InlineStack>
        {edits ? (
          <Edit contact={contact} attributes={attributes} close={() => setEdits(false)} />
        ) : (
          <>
            {told.length === 0 && <Text as="p">{t('dossier.saidEmpty')}</Text>}
            <dl className="facts">
              {told.map((one) => (
                <KnownLine
                  key={one.id}
                  name={labelOf(one, t)}
                  value={<Value of={one} />}
                  source={one.source}
                  at={one.at}
                />
              ))}
            </dl>
          </>
        )}
        <Link url="/app/settings/attributes" removeUnderline>
          {t('dossier.declare')}
        </Link>
      </BlockStack>
    </Card>
  );
}

function Value({ of: { type, value } }: { of: AttributeLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (type === 'flag') return t(value === 'yes' ? 'dossier.yes' : 'dossier.no');
  // a day has no hour: noon is the same day in every zone that a shop is likely to be in
  if (type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value ?? '')) return format.day(Date.parse(`${value}T12:00:00Z`));
  return value;
}

function Edit({ contact, attributes, close }: Omit<Props, 'known'> & { close: () => void }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const [values, setValues] = useState<Record<string, string>>({});
  const isSaved = fetcher.state === 'idle' && fetcher.data?.ok === true;
  useEffect(() => {
    if (isSaved) close();
  }, [isSaved, close]);
  const save = () =>
    fetcher.submit(JSON.stringify({ values }), {
      method: 'post',
      encType: 'application/json',
      action: `/app/contacts/${contact}/attributes`,
    });
  return (
    <BlockStack gap="300">
      {attributes.map((one) => (
        <AttributeField
          key={one.id}
          attribute={one}
          value={values[one.id] ?? one.value ?? ''}
          change={(value) => setValues((before) => ({ ...before, [one.id]: value }))}
          error={fetcher.data?.errors?.[one.id]}
        />
      ))}
      <InlineStack gap="200">
        <Button
          variant="primary"
          onClick={save}
          loading={fetcher.state !== 'idle'}
          disabled={Object.keys(values).length === 0}
        >
          {t('word.save')}
        </Button>
        <Button onClick={close}>{t('word.discard')}</Button>
      </InlineStack>
    </BlockStack>
  );
}
