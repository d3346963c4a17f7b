import { Select, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof UNITS;

interface Props {
  label: string;
  helpText: string;
  minutes: number;
  error: string | undefined;
  change: (minutes: number) => void;
}

/** Minutes in the unit a person would say them in. */
export function DelayField({ label, helpText, minutes, error, change }: Props) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>(unitOf(minutes));
  const amount = minutes / UNITS[unit];
  return (
    <TextField
      label={label}
      helpText={helpText}
      type="number"
      min={unit === 'minutes' ? 15 : 1}
      autoComplete="off"
      value={Number.isNaN(amount) ? '' : String(Math.round(amount * 100) / 100)}
      onChange={(text) => change(text === '' ? Number.NaN : Math.round(Number(text) * UNITS[unit]))}
      {...(error ? { error } : {})}
      connectedRight={
        <Select
          label={t('recovery.unit')}
          labelHidden
          value={unit}
          options={(Object.keys(UNITS) as Unit[]).map((each) => ({ label: t(`recovery.${each}`), value: each }))}
          onChange={(next: Unit) => {
            setUnit(next);
            change(Math.round(amount * UNITS[next]));
          }}
        />
      }
    />
  );
}

function unitOf(minutes: number): Unit {
  if (minutes % UNITS.days === 0) return 'days';
  return minutes % UNITS.hours === 0 ? 'hours' : 'minutes';
}
