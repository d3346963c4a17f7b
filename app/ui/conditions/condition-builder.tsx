import { BlockStack, Button, ChoiceList, InlineStack, Popover, Box, Select, Text, TextField } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RFM_GROUPS } from '../../understand/rfm/groups.ts';
import { STAGES } from '../../understand/stages/rules.ts';
import { useFormat } from '../format/use-format.ts';
import type { Leaf, SimpleCondition } from '../views/storefront-views.ts';
import { freshLeaf, LEAF_FIELDS, type LeafField } from './simple-condition.ts';

const MOST_LEAVES = 10;

/** Who sees it: one line for each thing that must hold. */
export function ConditionBuilder(props: {
  condition: SimpleCondition;
  change: (condition: SimpleCondition) => void;
  error: string | undefined;
}) {
  const { condition, change } = props;
  const { t } = useTranslation();
  const { leaves } = condition;
  const put = (index: number, leaf: Leaf) =>
    change({ ...condition, leaves: leaves.map((each, at) => (at === index ? leaf : each)) });
  return (
    <BlockStack gap="300">
      {leaves.length > 1 && (
        <Select
          label={t('condition.match')}
          value={condition.match}
          options={[
            { label: t('condition.all'), value: 'all' },
            { label: t('condition.any'), value: 'any' },
          ]}
          onChange={(match: SimpleCondition['match']) => change({ ...condition, match })}
        />
      )}
      {leaves.map((leaf, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- leaves have no id, and every field is controlled
        <div className="condition-row" key={index}>
          <Select
            label={t('condition.field')}
            labelHidden
            value={leaf.field}
            options={LEAF_FIELDS.map((field) => ({ label: t(`condition.fields.${field}`), value: field }))}
            onChange={(field: LeafField) => put(index, freshLeaf(field))}
          />
          <LeafValue leaf={leaf} put={(next) => put(index, next)} />
          <Button
            icon={DeleteIcon}
            size="large"
            variant="tertiary"
            accessibilityLabel={t('condition.remove')}
            onClick={() => change({ ...condition, leaves: leaves.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      {props.error && (
        <Text as="p" tone="critical">
          {props.error}
        </Text>
      )}
      {leaves.length < MOST_LEAVES && (
        <InlineStack>
          <Button
            icon={PlusIcon}
            variant="tertiary"
            onClick={() => change({ ...condition, leaves: [...leaves, freshLeaf('group')] })}
          >
            {t('condition.add')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

function LeafValue({ leaf, put }: { leaf: Leaf; put: (leaf: Leaf) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (leaf.field) {
    case 'group':
      return (
        <NamesField
          title={t('condition.fields.group')}
          choices={RFM_GROUPS.map((group) => ({ value: group, label: t(`group.${group}`) }))}
          selected={leaf.groups}
          change={(groups) => put({ ...leaf, groups })}
        />
      );
    case 'stage':
      return (
        <NamesField
          title={t('condition.fields.stage')}
          choices={STAGES.map((stage) => ({ value: stage, label: t(`stage.${stage}_one`) }))}
          selected={leaf.stages}
          change={(stages) => put({ ...leaf, stages })}
        />
      );
    default:
      return (
        <div className="condition-value">
          <Select
            label={t('condition.op')}
            labelHidden
            value={leaf.op}
            options={(['atLeast', 'atMost'] as const).map((op) => ({ label: t(`condition.ops.${op}`), value: op }))}
            onChange={(op: 'atLeast' | 'atMost') => put({ ...leaf, op })}
          />
          <TextField
            label={t('condition.value')}
            labelHidden
            type="number"
            autoComplete="off"
            value={Number.isNaN(leaf.value) ? '' : String(leaf.value)}
            onChange={(text) => put({ ...leaf, value: text === '' ? Number.NaN : Number(text) })}
            suffix={leaf.field === 'spent' ? format.currency : t(`condition.units.${leaf.field}`)}
          />
        </div>
      );
  }
}

/** Several names from a list, as one button that says which. */
function NamesField(props: {
  title: string;
  choices: { value: string; label: string }[];
  selected: string[];
  change: (selected: string[]) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const names = props.choices.filter(({ value }) => props.selected.includes(value)).map(({ label }) => label);
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      fullWidth
      activator={
        <Button fullWidth size="large" textAlign="left" disclosure onClick={() => setOpen(!open)}>
          {names.length > 0 ? names.join(', ') : t('condition.choose')}
        </Button>
      }
    >
      <Box padding="300">
        <ChoiceList
          title={props.title}
          titleHidden
          allowMultiple
          choices={props.choices}
          selected={props.selected}
          onChange={props.change}
        />
      </Box>
    </Popover>
  );
}
