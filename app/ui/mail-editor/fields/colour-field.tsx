import { TextField } from '@shopify/polaris';
import { useId, useState } from 'react';

const COLOUR = /^#[0-9a-f]{6}$/i;

/** A colour by the browser's own picker, or typed; what is half typed is not taken. */
export function ColourField(props: {
  label: string;
  value: string;
  change: (value: string) => void;
  helpText?: string;
  error?: string;
}) {
  const { value, change } = props;
  const id = useId();
  const [text, setText] = useState(value);
  if (COLOUR.test(text) && text.toLowerCase() !== value.toLowerCase()) setText(value);
  return (
    <TextField
      id={id}
      label={props.label}
      autoComplete="off"
      maxLength={7}
      value={text}
      onChange={(typed) => {
        const next = typed === '' || typed.startsWith('#') ? typed : `#${typed}`;
        setText(next);
        if (COLOUR.test(next)) change(next.toLowerCase());
      }}
      onBlur={() => setText(value)}
      {...(props.helpText && { helpText: props.helpText })}
      {...(props.error && { error: props.error })}
      connectedLeft={
        <input
          type="color"
          className="mail-colour"
          aria-label={props.label}
          value={value}
          onChange={(event) => {
            setText(event.currentTarget.value);
            change(event.currentTarget.value);
          }}
        />
      }
    />
  );
}
