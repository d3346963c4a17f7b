import { BlockStack, Box, Button, Card, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { PersonaPicture } from '../../ui/pieces/persona-picture.tsx';
import { READY_MADE } from './ready-made.ts';

type Key = (typeof READY_MADE)[number]['key'];

/** No persona yet: what one is, and three to begin with. */
export function Offered(props: { busy: boolean; take: (key: Key, name: string, description: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <EmptyCard
        title={t('personas.empty')}
        text={t('personas.emptyText')}
        action={{ content: t('personas.new'), url: '/app/contacts/personas/new' }}
      />
      <Box paddingInline={{ xs: '400', sm: '0' }}>
        <Text as="h2" variant="headingMd">
          {t('personas.ready')}
        </Text>
      </Box>
      <InlineGrid columns={{ xs: 1, md: 3 }} gap="400">
        {READY_MADE.map(({ key, picture }) => {
          const name = t(`personas.made.${key}.name`);
          const description = t(`personas.made.${key}.text`);
          return (
            <Card key={key} padding={{ xs: '400', md: '500' }}>
              <BlockStack gap="300">
                <PersonaPicture picture={picture} size={56} />
                <BlockStack gap="100">
                  <Text as="h3" variant="headingSm">
                    {name}
                  </Text>
                  <Text as="p" tone="subdued">
                    {description}
                  </Text>
                </BlockStack>
                <InlineStack>
                  <Button
                    disabled={props.busy}
                    accessibilityLabel={t('personas.takeOf', { name })}
                    onClick={() => props.take(key, name, description)}
                  >
                    {t('personas.take')}
                  </Button>
                </InlineStack>
              </BlockStack>
            </Card>
          );
        })}
      </InlineGrid>
    </>
  );
}
