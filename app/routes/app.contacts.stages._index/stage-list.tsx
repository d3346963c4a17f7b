import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../understand/stages/rules.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StageTag } from '../../ui/pieces/tint-tag.tsx';
import type { StagesView } from '../../ui/views/stage-views.ts';

/** Each stage: who stands there, how many, and how far those who come to it get. */
export function StageList({ view }: { view: StagesView }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="300">
      {view.counts.map(({ stage, contacts }) => (
        <StageCard key={stage} stage={stage} contacts={contacts} view={view} />
      ))}
      <Card padding={{ xs: '400', md: '500' }}>
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t('stages.unqualified')}
            </Text>
            <Text as="p">{t(view.rules.unqualified ? 'stages.own' : 'stages.unqualifiedNobody')}</Text>
          </BlockStack>
          <Button
            url="/app/contacts/stages/unqualified"
            accessibilityLabel={t('stages.changeOf', { of: t('stages.unqualified') })}
          >
            {t('stages.change')}
          </Button>
        </InlineStack>
      </Card>
    </BlockStack>
  );
}

function StageCard({ stage, contacts, view }: { stage: Stage; contacts: number; view: StagesView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rules } = view;
  const editable = stage === 'mql' || stage === 'sql';
  const who =
    editable && !rules.ships[stage] ? t('stages.own') : t(`stages.who.${stage}`, { count: rules.loyalOrders });
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <StageTag stage={stage} />
            <Link url={`/app/contacts?stage=${stage}`}>
              {t('personas.contacts', { count: contacts, number: format.number(contacts) })}
            </Link>
          </InlineStack>
          {editable && (
            <Button
              url={`/app/contacts/stages/${stage}`}
              accessibilityLabel={t('stages.changeOf', { of: t(`stage.${stage}_one`) })}
            >
              {t('stages.change')}
            </Button>
          )}
        </InlineStack>
        <Text as="p">{who}</Text>
        <Reached stage={stage} view={view} />
      </BlockStack>
    </Card>
  );
}

function Reached({ stage, view }: { stage: Stage; view: StagesView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const objective = view.objectives.find((each) => each.stage === stage);
  if (!objective) return null;
  const days = view.rules.objectiveDays;
  if (objective.entered === 0) {
    return (
      <Text as="p" tone="subdued">
        {t('stages.nobodyCame', { count: days })}
      </Text>
    );
  }
  const step = stage === 'visitor' ? 'known' : stage === 'customer' || stage === 'loyal' ? 'again' : 'bought';
  return (
    <BlockStack gap="050">
      <Text as="p">
        {t(`stages.reached.${step}`, {
          count: days,
          share: format.percent(objective.reached / objective.entered),
          reached: format.number(objective.reached),
          entered: format.number(objective.entered),
        })}
      </Text>
      {objective.basket !== null && objective.orders !== null && (
        <Text as="p" tone="subdued">
          {t('stages.basket', {
            basket: format.money(objective.basket),
            orders: format.number(Math.round(objective.orders * 10) / 10),
          })}
        </Text>
      )}
    </BlockStack>
  );
}
