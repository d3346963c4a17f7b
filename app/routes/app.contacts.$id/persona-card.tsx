import { useFetcher } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../ui/i18n/use-words.ts';
import { PersonaPicture } from '../../ui/pieces/persona-picture.tsx';
import { Why } from '../../ui/pieces/why.tsx';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { ContactTraits } from '../../ui/views/trait-views.ts';

/** Which persona she shows, and where it can be said by hand. */
export function PersonaCard({ contact, traits }: { contact: string; traits: ContactTraits }) {
  const { t } = useTranslation();
  const say = useWords();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const { persona } = traits;
  if (traits.personas.length === 0) return null;
  const said = fetcher.formData === undefined && fetcher.state === 'idle' ? null : fetcher;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('personas.one')}
          </Text>
          {persona && (
            <Why of={say(persona.name)}>
              <Text as="p">{t(`personas.by.${persona.by}`)}</Text>
            </Why>
          )}
        </InlineStack>
        {persona ? (
          <InlineStack gap="300" blockAlign="center">
            <PersonaPicture picture={persona.picture} />
            <Text as="p" fontWeight="semibold">
              {say(persona.name)}
            </Text>
          </InlineStack>
        ) : (
          <Text as="p" tone="subdued">
            {t('personas.none')}
          </Text>
        )}
        <Select
          label={t('personas.tell')}
          disabled={said !== null}
          value={persona?.by === 'told' ? persona.id : ''}
          options={[
            { label: t('personas.infer'), value: '' },
            ...traits.personas.map(({ id, name }) => ({ label: say(name), value: id })),
          ]}
          onChange={(id) =>
            fetcher.submit(
              { persona: id },
              { method: 'post', encType: 'application/json', action: `/app/contacts/${contact}/traits` },
            )
          }
        />
      </BlockStack>
    </Card>
  );
}
