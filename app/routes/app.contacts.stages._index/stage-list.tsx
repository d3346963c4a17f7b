import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../understand/stages/rules.ts';
import { useConditionWords } from '../../ui/conditions/use-condition-words.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { roundedSpan } from '../../ui/format/rounded-span.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StageTag } from '../../ui/pieces/tint-tag.tsx';
import type { StagesView } from '../../ui/views/stage-views.ts';
import { Reached } from './reached.tsx';

/** Each stage: who stands there, how many and for how long, and how far those who come to it get. */
export function StageList({ view }: { view: StagesView }) {
  const { t } = useTranslation();
  const { nameOf } = useNameBook(view.names);
  const say = useConditionWords(nameOf);
  const { unqualified } = view.rules;
  return (
    <BlockStack gap="300">
      {view.counts.map(({ stage, contacts }) => (
        <StageCard key={stage} stage={stage} contacts={contacts} view={view} say={say} />
      ))}
      <Card padding={{ xs: '400', md: '500' }}>
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t('stages.unqualified')}
            </Text>
            <Text as="p">{unqualified ? say(unqualified) : t('stages.unqualifiedNobody')}</Text>
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

interface StageCardProps {
  stage: Stage;
  contacts: number;
  view: StagesView;
  say: ReturnType<typeof useConditionWords>;
}

function StageCard({ stage, contacts, view, say }: StageCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rules } = view;
  const editable = stage === 'mql' || stage === 'sql';
  const time = view.times.find((each) => each.stage === stage);
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
        <Text as="p">{t(`stages.who.${stage}`, { count: rules.loyalOrders })}</Text>
        {editable && (
          <Text as="p">
            <strong>{say(rules[stage])}</strong>
          </Text>
        )}
        {time && (
          <Text as="p" tone="subdued">
            {t('stages.half', { time: format.duration(roundedSpan(time.median)) })}
          </Text>
        )}
        <Reached stage={stage} view={view} />
      </BlockStack>
    </Card>
  );
}
