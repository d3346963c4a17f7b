import { Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { numberOf, textOf, type ControlProps } from './control-props.ts';
import { NumberField } from './number-field.tsx';

/** In the last 30 days, or 30 days ago. */
export function DaysControl({ control, leaf, put }: ControlProps<'days'>) {
  const { t } = useTranslation();
  const value = numberOf(leaf[control.at]);
  return (
    <>
      {!control.ago && <Text as="span">{t('editor.days.within')}</Text>}
      <NumberField
        label={t('editor.days.label')}
        value={value}
        min={control.ago ? 1 : 0}
        change={(days) => put({ [control.at]: days })}
        suffix={t(control.ago ? 'editor.unit.ago' : 'editor.unit.days', { count: value ?? 0 })}
      />
    </>
  );
}

/** Today, in the days that come, or in this calendar month. */
export function ComingControl({ leaf, put }: ControlProps<'coming'>) {
  const { t } = useTranslation();
  const days = leaf['days'];
  const coming = days === undefined ? 'month' : days === 0 ? 'today' : 'next';
  return (
    <>
      <Select
        label={t('editor.period.label')}
        labelHidden
        value={coming}
        options={(['today', 'next', 'month'] as const).map((each) => ({
          label: t(`editor.coming.${each}`),
          value: each,
        }))}
        onChange={(chosen) => put({ days: chosen === 'month' ? undefined : chosen === 'today' ? 0 : 7 })}
      />
      {coming === 'next' && (
        <NumberField
          label={t('editor.days.label')}
          value={numberOf(days)}
          min={1}
          change={(value) => put({ days: value })}
          suffix={t('editor.unit.days', { count: numberOf(days) ?? 0 })}
        />
      )}
    </>
  );
}

type Period = 'always' | 'within' | 'between';

/** Ever, in the last days, or between two calendar days of the shop, either of which may be left open. */
export function PeriodControl({ control, leaf, put }: ControlProps<'period'>) {
  const { t } = useTranslation();
  const { days } = control;
  const from = textOf(leaf['from']);
  const to = textOf(leaf['to']);
  const within = days !== null && leaf[days] !== undefined;
  const period: Period = within
    ? 'within'
    : leaf['from'] !== undefined || leaf['to'] !== undefined
      ? 'between'
      : 'always';
  const choose = (next: Period) =>
    put({
      ...(days !== null && { [days]: next === 'within' ? 30 : undefined }),
      from: next === 'between' ? '' : undefined,
      to: undefined,
    });
  return (
    <>
      <Select
        label={t('editor.period.label')}
        labelHidden
        value={period}
        options={[
          { label: t(`editor.period.${control.always}`), value: 'always' },
          ...(days === null ? [] : [{ label: t('editor.period.within'), value: 'within' as const }]),
          { label: t('editor.period.between'), value: 'between' },
        ]}
        onChange={choose}
      />
      {period === 'within' && days !== null && (
        <NumberField
          label={t('editor.days.label')}
          value={numberOf(leaf[days])}
          min={0}
          change={(value) => put({ [days]: value })}
          suffix={t('editor.unit.days', { count: numberOf(leaf[days]) ?? 0 })}
        />
      )}
      {period === 'between' &&
        (['from', 'to'] as const).map((end) => (
          <div className="condition-day" key={end}>
            <TextField
              label={t(`editor.period.${end}`)}
              labelHidden
              prefix={t(`editor.period.${end}`)}
              type="date"
              autoComplete="off"
              value={end === 'from' ? from : to}
              onChange={(day) => put(dayPart(end, day, { from, to }))}
            />
          </div>
        ))}
    </>
  );
}

/** One end may be open; when both are, the first stays as a gap to fill. */
function dayPart(end: 'from' | 'to', day: string, has: { from: string; to: string }): Record<string, unknown> {
  const next = { ...has, [end]: day };
  return { from: next.from || (next.to ? undefined : ''), to: next.to || undefined };
}
