import { TextField } from '@shopify/polaris';
import { useState } from 'react';
import { toMajorText, toMinor } from '../../../platform/money.ts';

/** A number, or an amount in the shop's currency; what is half typed stays as it is typed. */
export function NumberField(props: {
  label: string;
  value: number | null;
  change: (value: number | null) => void;
  suffix?: string;
  /** the value is in its minor units */
  currency?: string;
  min?: number;
}) {
  const { value, currency } = props;
  const show = () => (value === null ? '' : currency ? toMajorText(value, currency) : String(value));
  const [text, setText] = useState(show);
  // changed from elsewhere: taken back, or another leaf in its place
  if (read(text, currency) !== value) setText(show());
  return (
    <div className="condition-number">
      <TextField
        label={props.label}
        labelHidden
        type="number"
        autoComplete="off"
        value={text}
        onChange={(typed) => {
          setText(typed);
          props.change(read(typed, currency));
        }}
        {...(props.suffix ? { suffix: props.suffix } : {})}
        {...(props.min === undefined ? {} : { min: props.min })}
      />
    </div>
  );
}

function read(text: string, currency: string | undefined): number | null {
  if (text.trim() === '' || Number.isNaN(Number(text))) return null;
  if (!currency) return Number(text);
  return /^-?\d+(\.\d*)?$/.test(text) ? toMinor(text, currency) : null;
}
