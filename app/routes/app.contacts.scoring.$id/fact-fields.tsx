import { BlockStack, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { FactKind } from '../../listen/facts/fact.ts';
import { NamePicker } from '../../ui/conditions/controls/name-picker.tsx';
import { WhereControl } from '../../ui/conditions/controls/where-control.tsx';
import { aboutFact } from '../../ui/conditions/entries/about-facts.ts';
import type { RuleForm } from '../../understand/scoring/rule-form.ts';
import { SCORE_PROPERTIES, type ScoreWhere } from '../../understand/scoring/score-where.ts';

type FactTrigger = Extract<RuleForm['trigger'], { type: 'fact' }>;

/** What a merchant may give points for; what an order or a list says of itself is a condition's matter. */
const EARNING_KINDS = [
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'search.submitted',
  'product.added',
  'cart.viewed',
  'checkout.started',
  'order.placed',
  'file.downloaded',
  'form.sent',
  'chat.used',
  'event.told',
  'customer.created',
  'message.opened',
  'message.clicked',
] as const satisfies readonly FactKind[];

/** Which facts earn: their kind, the one thing they must be about, and what else must be so. */
export function FactFields(props: {
  trigger: FactTrigger;
  put: (trigger: FactTrigger) => void;
  errors: Record<string, string>;
}) {
  const { trigger, put, errors } = props;
  const { t } = useTranslation();
  const { kind, where } = trigger;
  const kinds: readonly FactKind[] = (EARNING_KINDS as readonly FactKind[]).includes(kind)
    ? EARNING_KINDS
    : [...EARNING_KINDS, kind];
  const { subject: source } = aboutFact(kind);
  const isPicked = (each: ScoreWhere) => source !== undefined && each.property === 'subject' && each.test === 'is';
  const picked = where.filter(isPicked);
  const others = where.filter((each) => !isPicked(each));
  return (
    <BlockStack gap="300">
      <Select
        label={t('scoring.kind')}
        value={kind}
        options={kinds.map((each) => ({ label: t(`scoring|kinds|${each}`, { keySeparator: '|' }), value: each }))}
        // what one kind can be asked another may not know
        onChange={(next: FactKind) => put({ ...trigger, kind: next, where: [] })}
      />
      {source && (
        // of its own, for the field grows along the line that it stands in
        <div>
          <NamePicker
            source={source}
            label={t(`editor.any.${source}`)}
            selected={picked.map(({ value }) => String(value))}
            single
            change={([chosen]) => {
              const one: ScoreWhere[] = chosen ? [{ property: 'subject', test: 'is', value: chosen }] : [];
              put({ ...trigger, where: [...one, ...others] });
            }}
          />
        </div>
      )}
      <WhereControl
        control={{ control: 'where' }}
        leaf={{ type: 'facts', kind, where: others }}
        only={SCORE_PROPERTIES}
        put={({ where: next }) => put({ ...trigger, where: [...picked, ...((next ?? []) as ScoreWhere[])] })}
      />
      {Object.keys(errors).some((field) => field.startsWith('trigger.where')) && (
        <Text as="p" tone="critical">
          {t('scoring.whereWrong')}
        </Text>
      )}
    </BlockStack>
  );
}
