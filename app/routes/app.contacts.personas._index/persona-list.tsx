import { BlockStack, Button, ButtonGroup, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { PersonaPicture } from '../../ui/pieces/persona-picture.tsx';
import type { PersonaView } from '../../ui/views/persona-views.ts';

/** In the order in which they are tried: whoever fits several shows the first. */
export function PersonaList(props: { personas: PersonaView[]; move: (id: string, by: -1 | 1) => void }) {
  const { personas, move } = props;
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="p" tone="subdued">
          {t('personas.order')}
        </Text>
        <ol className="version-list">
          {personas.map((persona, index) => (
            <Line
              key={persona.id}
              persona={persona}
              up={index > 0 ? () => move(persona.id, -1) : undefined}
              down={index < personas.length - 1 ? () => move(persona.id, 1) : undefined}
            />
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function Line(props: { persona: PersonaView; up: (() => void) | undefined; down: (() => void) | undefined }) {
  const { persona, up, down } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const number = format.number(persona.contacts);
  return (
    <li className="version">
      <InlineStack gap="300" blockAlign="start" wrap={false}>
        <PersonaPicture picture={persona.picture} />
        <BlockStack gap="050">
          <Link url={`/app/contacts/personas/${persona.id}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {persona.name}
            </Text>
          </Link>
          {persona.description && (
            <Text as="p" tone="subdued">
              {persona.description}
            </Text>
          )}
          <InlineStack gap="200">
            <Link url={`/app/contacts?persona=${persona.id}`}>
              {t('personas.contacts', { count: persona.contacts, number })}
            </Link>
            {persona.told > 0 && (
              <Text as="span" tone="subdued">
                {t('personas.told', { count: persona.told, number: format.number(persona.told) })}
              </Text>
            )}
          </InlineStack>
        </BlockStack>
      </InlineStack>
      <ButtonGroup noWrap>
        <Button
          icon={ArrowUpIcon}
          variant="tertiary"
          disabled={!up}
          onClick={() => up?.()}
          accessibilityLabel={t('storefront.up', { name: persona.name })}
        />
        <Button
          icon={ArrowDownIcon}
          variant="tertiary"
          disabled={!down}
          onClick={() => down?.()}
          accessibilityLabel={t('storefront.down', { name: persona.name })}
        />
      </ButtonGroup>
    </li>
  );
}
