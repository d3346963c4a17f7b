import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useConditionWords } from '../../ui/conditions/use-condition-words.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { PersonaPicture } from '../../ui/pieces/persona-picture.tsx';
import { RankedLine } from '../../ui/pieces/ranked-line.tsx';
import type { PersonaView } from '../../ui/views/persona-views.ts';
import type { NamesById } from '../../ui/views/condition-views.ts';

/** In the order in which they are tried: whoever fits several shows the first. */
export function PersonaList(props: {
  personas: PersonaView[];
  names: NamesById;
  move: (id: string, by: -1 | 1) => void;
}) {
  const { personas, move } = props;
  const { t } = useTranslation();
  const words = useConditionWords(useNameBook(props.names).nameOf);
  const say = useWords();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="p" tone="subdued">
          {t('personas.order')}
        </Text>
        <ol className="version-list">
          {personas.map((persona, place) => (
            <RankedLine
              key={persona.id}
              id={persona.id}
              name={say(persona.name)}
              place={place}
              count={personas.length}
              move={move}
            >
              <Line persona={persona} fits={words(persona.condition)} />
            </RankedLine>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function Line({ persona, fits }: { persona: PersonaView; fits: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useWords();
  return (
    <InlineStack gap="300" blockAlign="start" wrap={false}>
      <PersonaPicture picture={persona.picture} />
      <BlockStack gap="050">
        <Link url={`/app/contacts/personas/${persona.id}`} monochrome removeUnderline>
          <Text as="span" fontWeight="semibold">
            {say(persona.name)}
          </Text>
        </Link>
        {persona.description && (
          <Text as="p" tone="subdued">
            {say(persona.description)}
          </Text>
        )}
        <Text as="p" tone="subdued">
          {t('personas.fits', { condition: fits })}
        </Text>
        <InlineStack gap="200">
          <Link url={`/app/contacts?persona=${persona.id}`}>
            {t('personas.contacts', { count: persona.contacts, number: format.number(persona.contacts) })}
          </Link>
          {persona.told > 0 && (
            <Text as="span" tone="subdued">
              {t('personas.told', { count: persona.told, number: format.number(persona.told) })}
            </Text>
          )}
        </InlineStack>
      </BlockStack>
    </InlineStack>
  );
}
