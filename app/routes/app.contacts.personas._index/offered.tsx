import { BlockStack, Box, Button, Card, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { PersonaPicture } from '../../ui/pieces/persona-picture.tsx';
import { useWords } from '../../ui/i18n/use-words.ts';
import { READY_MADE } from '../../understand/personas/ready-made.ts';

/** No persona yet: what one is, and three to begin with. */
export function Offered(props: { busy: boolean; take: (key: string) => void }) {
  const { t } = useTranslation();
  const say = useWords();
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
        {READY_MADE.map(({ key, picture, ...made }) => {
          const name = say(made.name);
          return (
            <Card key={key} padding={{ xs: '400', md: '500' }}>
              <BlockStack gap="300">
                <PersonaPicture picture={picture} size={56} />
                <BlockStack gap="100">
                  <Text as="h3" variant="headingSm">
                    {name}
                  </Text>
                  <Text as="p" tone="subdued">
                    {say(made.description)}
                  </Text>
                </BlockStack>
                <InlineStack>
                  <Button
                    disabled={props.busy}
                    accessibilityLabel={t('personas.takeOf', { name })}
                    onClick={() => props.take(key)}
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
