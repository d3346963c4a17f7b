import { Select } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { COMPARISONS } from '../../../understand/conditions/compare.ts';
import { useFormat } from '../../format/use-format.ts';
import { numberOf, textOf, type ControlProps } from './control-props.ts';
import { NumberField } from './number-field.tsx';

/** Counted things can be asked for as "never", which is exactly 0. */
const COUNTED = new Set(['times', 'pieces', 'orders']);
const ORDER = ['gte', 'lte', 'eq', 'gt', 'lt', 'ne'] satisfies (typeof COMPARISONS)[number][];

export function ComparisonControl({ control, leaf, put }: ControlProps<'comparison'>) {
  const { t } = useTranslation();
  const { currency } = useFormat();
  const { unit } = control;
  const op = textOf(leaf.op);
  const value = numberOf(leaf.value);
  const never = COUNTED.has(unit) && op === 'eq' && value === 0;
  return (
    <>
      <Select
        label={t('editor.comparison')}
        labelHidden
        value={never ? 'never' : op}
        options={[
          ...ORDER.map((each) => ({ label: t(`editor.op.${each}`), value: each as string })),
          ...(COUNTED.has(unit) ? [{ label: t('editor.op.never'), value: 'never' }] : []),
        ]}
        onChange={(chosen) => {
          if (chosen === 'never') put({ op: 'eq', value: 0 });
          else put(never ? { op: chosen, value: 1 } : { op: chosen });
        }}
      />
      {!never && (
        <NumberField
          label={t('editor.value')}
          value={value}
          change={(next) => put({ value: next })}
          {...(unit === 'money' ? { currency, suffix: currency } : {})}
          {...(unit === 'money' || unit === 'none' ? {} : { suffix: t(`editor.unit.${unit}`, { count: value ?? 0 }) })}
        />
      )}
    </>
  );
}
