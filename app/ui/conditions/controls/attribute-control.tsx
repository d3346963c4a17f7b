import { useTranslation } from 'react-i18next';
import { ComparisonControl } from './comparison-control.tsx';
import { textOf, type ControlProps } from './control-props.ts';
import { PeriodControl } from './days-control.tsx';
import { NamePicker } from './name-picker.tsx';
import { TextControl } from './text-control.tsx';

const FRESH = {
  text: { as: 'text', test: 'is', of: [] },
  choice: { as: 'text', test: 'is', of: [] },
  flag: { as: 'text', test: 'is', of: ['true'] },
  number: { as: 'number', op: 'gte', value: 1 },
  date: { as: 'date' },
} as const;

/** One of the shop's own attributes; what can be asked of it follows from its type. */
export function AttributeControl({ leaf, put }: ControlProps<'attribute'>) {
  const { t } = useTranslation();
  const id = textOf(leaf['attribute']);
  const is = { as: 'text', ...(leaf['is'] as object | undefined) };
  const inner = { ...leaf, ...is };
  const putIs = (part: Record<string, unknown>) => {
    const next = Object.entries({ ...is, ...part }).filter(([, value]) => value !== undefined);
    put({ is: Object.fromEntries(next) });
  };
  return (
    <>
      <NamePicker
        source="attribute"
        label={t('editor.pick.attribute')}
        single
        selected={id ? [id] : []}
        change={([chosen], last) =>
          put({ attribute: chosen ?? '', is: FRESH[(last?.type ?? 'text') as keyof typeof FRESH] ?? FRESH.text })
        }
      />
      {id && is.as === 'text' && <TextControl control={{ control: 'text' }} leaf={inner} put={putIs} />}
      {id && is.as === 'number' && (
        <ComparisonControl control={{ control: 'comparison', unit: 'none' }} leaf={inner} put={putIs} />
      )}
      {id && is.as === 'date' && (
        <PeriodControl
          control={{ control: 'period', days: null, always: 'known' }}
          leaf={inner}
          put={({ from, to }) => putIs({ from, to })}
        />
      )}
    </>
  );
}
