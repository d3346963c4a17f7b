import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { Leaf, SimpleCondition } from '../views/storefront-views.ts';

/** Says a simple condition as a sentence. */
export function useConditionWords(): (condition: SimpleCondition) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useCallback(
    ({ match, leaves }) => {
      if (leaves.length === 0) return t('condition.everyone');
      const either = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
      const joined = new Intl.ListFormat(i18n.language, { type: match === 'all' ? 'conjunction' : 'disjunction' });
      const say = (leaf: Leaf): string => {
        switch (leaf.field) {
          case 'group':
            return t('condition.say.group', { names: either.format(leaf.groups.map((group) => t(`group.${group}`))) });
          case 'stage':
            return t('condition.say.stage', {
              names: either.format(leaf.stages.map((stage) => t(`stage.${stage}_one`))),
            });
          case 'spent':
            return t(`condition.say.spent.${leaf.op}`, { value: `${format.number(leaf.value)} ${format.currency}` });
          case 'score':
          case 'orders':
          case 'lastOrderDays':
            return t(`condition.say.${leaf.field}.${leaf.op}`, { value: format.number(leaf.value) });
        }
      };
      return t('condition.sentence', { list: joined.format(leaves.map(say)) });
    },
    [t, i18n.language, format],
  );
}
