import { TextField } from '@shopify/polaris';

/** A whole number that may be missing; what is not a number stays in the field until it is one. */
export function WholeNumber(props: {
  label: string;
  value: number | null;
  change: (value: number | null) => void;
  suffix: string;
  helpText?: string;
  error?: string | false;
}) {
  const { label, value, change, suffix, helpText, error } = props;
  return (
    <TextField
      label={label}
      type="number"
      autoComplete="off"
      suffix={suffix}
      value={value === null || Number.isNaN(value) ? '' : String(value)}
      onChange={(text) => change(text === '' ? null : Math.round(Number(text)))}
      {...(helpText ? { helpText } : {})}
      {...(error ? { error } : {})}
    />
  );
}
