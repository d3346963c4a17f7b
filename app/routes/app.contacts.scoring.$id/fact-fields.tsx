import { BlockStack, Button, InlineStack, Select, TextField } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import type { FactKind } from '../../listen/facts/fact.ts';
import { TEXT_TESTS, type TextTest } from '../../understand/conditions/compare.ts';
import type { RuleForm } from '../../understand/scoring/rule-form.ts';
import { type ScoreWhere, WHERE_TEXTS } from '../../understand/scoring/score-where.ts';

type FactTrigger = Extract<RuleForm['trigger'], { type: 'fact' }>;
type WhereText = Extract<ScoreWhere, { test: TextTest }>;

/** What a merchant may give points for; what an order or a list says of itself is a condition's matter. */
export const EARNING_KINDS = [
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'search.submitted',
  'product.added',
  'cart.viewed',
  'checkout.started',
  'order.placed',
  'customer.created',
  'message.clicked',
] as const satisfies readonly FactKind[];

const MOST_FILTERS = 5;

/** Which facts earn: their kind, and what they must be about. */
export function FactFields(props: {
  trigger: FactTrigger;
  put: (trigger: FactTrigger) => void;
  errors: Record<string, string>;
}) {
  const { trigger, put, errors } = props;
  const { t } = useTranslation();
  const { where } = trigger;
  const kinds: readonly FactKind[] = (EARNING_KINDS as readonly FactKind[]).includes(trigger.kind)
    ? EARNING_KINDS
    : [...EARNING_KINDS, trigger.kind];
  const change = (index: number, next: ScoreWhere) =>
    put({ ...trigger, where: where.map((each, at) => (at === index ? next : each)) });
  return (
    <BlockStack gap="300">
      <Select
        label={t('scoring.kind')}
        value={trigger.kind}
        options={kinds.map((kind) => ({ label: t(`scoring|kinds|${kind}`, { keySeparator: '|' }), value: kind }))}
        onChange={(kind: FactKind) => put({ ...trigger, kind })}
      />
      {where.map((each, index) =>
        'test' in each ? (
          // oxlint-disable-next-line react/no-array-index-key -- filters have no id, and every field is controlled
          <div className="condition-row" key={index}>
            <Select
              label={t('scoring.where')}
              labelHidden
              value={each.property}
              options={WHERE_TEXTS.map((property) => ({ label: t(`scoring.wheres.${property}`), value: property }))}
              onChange={(property: WhereText['property']) => change(index, { ...each, property })}
            />
            <div className="condition-value">
              <Select
                label={t('scoring.test')}
                labelHidden
                value={each.test}
                options={TEXT_TESTS.map((test) => ({ label: t(`scoring.tests.${test}`), value: test }))}
                onChange={(test: TextTest) => change(index, { ...each, test })}
              />
              <TextField
                label={t('scoring.value')}
                labelHidden
                autoComplete="off"
                value={each.value}
                onChange={(value) => change(index, { ...each, value })}
                {...(`trigger.where.${index}.value` in errors ? { error: t('editor.gap') } : {})}
              />
            </div>
            <Button
              icon={DeleteIcon}
              size="large"
              variant="tertiary"
              accessibilityLabel={t('condition.remove')}
              onClick={() => put({ ...trigger, where: where.filter((_, at) => at !== index) })}
            />
          </div>
        ) : null,
      )}
      {where.length < MOST_FILTERS && (
        <InlineStack>
          <Button
            icon={PlusIcon}
            variant="tertiary"
            onClick={() => put({ ...trigger, where: [...where, { property: 'subject', test: 'contains', value: '' }] })}
          >
            {t('scoring.addWhere')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
