import { TextField } from '@shopify/polaris';
import { useState } from 'react';

/** A whole number within its bounds; what is half typed stays as it is typed, and is not taken until it fits. */
export function WholeField(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  suffix?: string;
  change: (value: number) => void;
}) {
  const { value, min, max } = props;
  const [text, setText] = useState(String(value));
  const fits = (typed: string) => /^\d+$/.test(typed) && Number(typed) >= min && Number(typed) <= max;
  // changed from elsewhere: taken back
  if (fits(text) && Number(text) !== value) setText(String(value));
  return (
    <TextField
      label={props.label}
      type="number"
      autoComplete="off"
      min={min}
      max={max}
      value={text}
      onChange={(typed) => {
        setText(typed);
        if (fits(typed)) props.change(Number(typed));
      }}
      onBlur={() => setText(String(value))}
      {...(props.suffix && { suffix: props.suffix })}
    />
  );
}
